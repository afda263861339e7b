package org.vigie.crawl.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.vigie.media.decode.VideoType;

/**
 * Tells what a body is. The first bytes decide; what the server claims counts only where they say nothing (compare the WHATWG
 * standard "MIME Sniffing", sections 6.1 and 7.1; here a picture is a picture whatever it is served as).
 */
final class ContentSniffer {
    private static final Pattern HTML = Pattern.compile(
            "<(?:!doctype\\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p|meta|link|img|ul"
                    + "|center|frameset|main|nav|section|article|span|form)[\\s>/]",
            Pattern.CASE_INSENSITIVE);

    private ContentSniffer() {}

    /**
     * Judges by both.
     *
     * @param start the first bytes, up to {@link FetchLimits#SNIFF_BYTES}
     * @param declaredType the header Content-Type; may be empty
     */
    static Body.Kind kind(byte[] start, int length, String declaredType) {
        if (length == 0) {
            return Body.Kind.NONE;
        }
        String head = new String(start, 0, length, ISO_8859_1);
        String type = declaredType.strip().toLowerCase(Locale.ROOT);
        if (isPicture(head)) {
            return Body.Kind.PICTURE;
        }
        if (VideoType.of(Arrays.copyOf(start, length)).isPresent()) {
            return Body.Kind.VIDEO;
        }
        String text = withoutByteOrderMark(head).stripLeading();
        if (text.startsWith("<") && isPage(text, type)) {
            return Body.Kind.PAGE;
        }
        if (type.startsWith("image/") || text.startsWith("<svg")) {
            return Body.Kind.PICTURE;
        }
        if (type.startsWith("text/html") || type.startsWith("application/xhtml")) {
            return Body.Kind.PAGE;
        }
        if (type.startsWith("text/plain")) {
            return isText(head) ? Body.Kind.TEXT : Body.Kind.OTHER;
        }
        return type.isEmpty() && isText(head) ? Body.Kind.PAGE : Body.Kind.OTHER;
    }

    private static boolean isPicture(String head) {
        return head.startsWith("\u00ff\u00d8\u00ff")
                || head.startsWith("\u0089PNG\r\n\032\n")
                || head.startsWith("GIF87a")
                || head.startsWith("GIF89a")
                || isBitmap(head)
                || head.startsWith("II*\0")
                || head.startsWith("MM\0*")
                || head.startsWith("\0\0\1\0")
                || head.startsWith("\u00ff\n")
                || head.startsWith("\0\0\0\fJXL ")
                || head.startsWith("\0\0\0\fjP  ")
                || (head.startsWith("RIFF") && head.startsWith("WEBP", 8))
                || (head.startsWith("ftyp", 4)
                        && head.substring(8).matches("(?s)(?:avif|avis|heic|heix|hevc|mif1|msf1).*"));
    }

    /** Two letters alone would take texts for pictures: the four bytes that the format keeps at zero decide. */
    private static boolean isBitmap(String head) {
        return head.startsWith("BM") && head.length() >= 14 && head.startsWith("\0\0\0\0", 6);
    }

    private static boolean isPage(String text, String type) {
        return HTML.matcher(text).lookingAt()
                || (text.startsWith("<!--") && !type.startsWith("image/"))
                || (text.startsWith("<?xml") && (type.contains("html") || text.contains("<html")));
    }

    private static boolean isText(String head) {
        return head.chars().noneMatch(c -> c < 0x09 || (c > 0x0d && c < 0x20 && c != 0x1b));
    }

    private static String withoutByteOrderMark(String head) {
        return head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
    }
}

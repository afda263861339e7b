package org.vigie.crawl.extract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells how the letters of a page are written: a byte order mark, else the header, else a declaration near its beginning, else
 * UTF-8 where the page is valid UTF-8 and windows-1252 where not (compare HTML Standard, 13.2.3.2). Bytes that make no letter
 * are replaced; links around them survive.
 */
final class PageCharset {
    private static final Pattern DECLARED =
            Pattern.compile("charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.+-]{1,40})", Pattern.CASE_INSENSITIVE);

    /** In these, bytes that look like ASCII need not be it; a declaration written in ASCII cannot be true. */
    private static final Set<String> NOT_ASCII = Set.of("utf-16", "utf-16le", "utf-16be", "utf-32", "utf-7");

    private PageCharset() {}

    static Reader reader(byte[] page, String declaredType) {
        Charset charset = of(page, declaredType);
        int mark = byteOrderMark(page);
        return new InputStreamReader(
                new ByteArrayInputStream(page, mark, page.length - mark),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    static Charset of(byte[] page, String declaredType) {
        if (byteOrderMark(page) == 3) {
            return UTF_8;
        }
        if (byteOrderMark(page) == 2) {
            return (page[0] & 0xFF) == 0xFE ? UTF_16BE : UTF_16LE;
        }
        int start = Math.min(page.length, ExtractLimits.CHARSET_BYTES.value());
        return declared(declaredType)
                .or(() -> declared(new String(page, 0, start, ISO_8859_1))
                        .map(found -> NOT_ASCII.contains(found.name().toLowerCase(Locale.ROOT)) ? UTF_8 : found))
                .orElseGet(() -> isUtf8(page) ? UTF_8 : Charset.forName("windows-1252"));
    }

    private static int byteOrderMark(byte[] page) {
        int first = page.length > 0 ? page[0] & 0xFF : 0;
        int second = page.length > 1 ? page[1] & 0xFF : 0;
        if (first == 0xEF && second == 0xBB && page.length > 2 && (page[2] & 0xFF) == 0xBF) {
            return 3;
        }
        return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE) ? 2 : 0;
    }

    private static Optional<Charset> declared(String text) {
        Matcher matcher = DECLARED.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(matcher.group(1));
            return charset.equals(ISO_8859_1) ? Optional.of(Charset.forName("windows-1252")) : Optional.of(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** The end may be cut in the middle of a letter, so only errors before it count. */
    private static boolean isUtf8(byte[] page) {
        int end = page.length;
        while (end > 0 && page.length - end < 4 && (page[end - 1] & 0x80) != 0) {
            end--;
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(page, 0, end));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

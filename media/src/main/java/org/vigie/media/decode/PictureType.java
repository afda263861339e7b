package org.vigie.media.decode;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What bytes are, by their first bytes alone: neither names nor what a server says of its content count.
 *
 * <p>The parent process asks too, so that a page of text costs no decoding process; {@link #of} therefore looks at no more
 * than {@link #SNIFFED_MAX} bytes and parses nothing.
 */
public enum PictureType {
    JPEG("image/jpeg", Kind.DECODABLE),
    PNG("image/png", Kind.DECODABLE),
    GIF("image/gif", Kind.DECODABLE),
    BMP("image/bmp", Kind.DECODABLE),
    TIFF("image/tiff", Kind.DECODABLE),
    WEBP("image/webp", Kind.DECODABLE),
    /** Never rendered: it is a program with links, scripts and entities. */
    SVG("image/svg+xml", Kind.OTHER_PICTURE),
    AVIF("image/avif", Kind.DECODABLE),
    HEIF("image/heif", Kind.DECODABLE),
    JXL("image/jxl", Kind.OTHER_PICTURE),
    JPEG_2000("image/jp2", Kind.OTHER_PICTURE),
    ICON("image/vnd.microsoft.icon", Kind.OTHER_PICTURE),
    PHOTOSHOP("image/vnd.adobe.photoshop", Kind.OTHER_PICTURE),
    MP4("video/mp4", Kind.NO_PICTURE),
    MATROSKA("video/webm", Kind.NO_PICTURE),
    PDF("application/pdf", Kind.NO_PICTURE),
    ZIP("application/zip", Kind.NO_PICTURE),
    GZIP("application/gzip", Kind.NO_PICTURE),
    HTML("text/html", Kind.NO_PICTURE),
    XML("text/xml", Kind.NO_PICTURE),
    UNKNOWN("application/octet-stream", Kind.NO_PICTURE);

    /** How far {@link #of} looks, bytes. */
    public static final int SNIFFED_MAX = 1024;

    private enum Kind {
        DECODABLE,
        OTHER_PICTURE,
        NO_PICTURE
    }

    private final String mime;
    private final Kind kind;

    PictureType(String mime, Kind kind) {
        this.mime = mime;
        this.kind = kind;
    }

    public String mime() {
        return mime;
    }

    /** Whether there is a decoder for it here. */
    public boolean isDecodable() {
        return kind == Kind.DECODABLE;
    }

    /** Whether its decoder needs the libraries of FFmpeg. */
    public boolean needsFfmpeg() {
        return this == WEBP || this == AVIF || this == HEIF;
    }

    /** Whether it is a still picture, decodable here or not. */
    public boolean isPicture() {
        return kind != Kind.NO_PICTURE;
    }

    /** What the bytes begin like; {@link #UNKNOWN} if like nothing known. */
    public static PictureType of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, SNIFFED_MAX), StandardCharsets.ISO_8859_1);
        PictureType raster = raster(head);
        if (raster != UNKNOWN) {
            return raster;
        }
        PictureType container = container(head);
        return container == UNKNOWN ? text(head) : container;
    }

    private static PictureType raster(String head) {
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return GIF;
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return TIFF;
        }
        if (head.startsWith("BM") && head.length() >= 26 && isBitmapHeader(head)) {
            return BMP;
        }
        if (head.startsWith("8BPS\0\u0001")) {
            return PHOTOSHOP;
        }
        if (head.startsWith("\0\0\u0001\0") || head.startsWith("\0\0\u0002\0")) {
            return ICON;
        }
        if (head.startsWith("\u00ff\n") || head.startsWith("\0\0\0\fJXL \r\n\u0087\n")) {
            return JXL;
        }
        return head.startsWith("\0\0\0\fjP  \r\n\u0087\n") || head.startsWith("\u00ffO\u00ffQ") ? JPEG_2000 : UNKNOWN;
    }

    /** "BM" alone begins many a text: the length of the second header tells. */
    private static boolean isBitmapHeader(String head) {
        int length = head.charAt(14) | head.charAt(15) << 8 | head.charAt(16) << 16 | head.charAt(17) << 24;
        return length >= 12 && length <= 124;
    }

    private static PictureType container(String head) {
        if (head.startsWith("ftyp", 4)) {
            return ofBrand(head.substring(8, Math.min(12, head.length())));
        }
        if (head.startsWith("\u001aE\u00df\u00a3")) {
            return MATROSKA;
        }
        if (head.startsWith("%PDF-")) {
            return PDF;
        }
        if (head.startsWith("PK\u0003\u0004")) {
            return ZIP;
        }
        return head.startsWith("\u001f\u008b") ? GZIP : UNKNOWN;
    }

    private static PictureType ofBrand(String brand) {
        return switch (brand) {
            case "avif", "avis" -> AVIF;
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" -> HEIF;
            default -> MP4;
        };
    }

    private static PictureType text(String head) {
        String start = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        String text = start.stripLeading().toLowerCase(Locale.ROOT);
        if (!text.startsWith("<")) {
            return UNKNOWN;
        }
        if (text.startsWith("<svg") || (!text.startsWith("<!doctype html") && text.contains("<svg"))) {
            return text.contains("<html") ? HTML : SVG;
        }
        if (text.startsWith("<!doctype html") || text.contains("<html") || text.contains("<head")) {
            return HTML;
        }
        return text.startsWith("<?xml") ? XML : UNKNOWN;
    }
}

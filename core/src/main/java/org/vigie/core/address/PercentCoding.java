package org.vigie.core.address;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding in one spelling (RFC 3986, 2.1 to 2.4 and 6.2.2). Doing it twice changes nothing. */
final class PercentCoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCoding() {}

    static String path(String raw) {
        return normalised(raw, "!$&'()*+,;=:@/");
    }

    /** Browsers encode the apostrophe here and not in the path. */
    static String query(String raw) {
        return normalised(raw, "!$&()*+,;=:@/?");
    }

    private static String normalised(String raw, String alsoPlain) {
        StringBuilder out = new StringBuilder(raw.length() + 16);
        for (int i = 0; i < raw.length(); ) {
            int point = raw.codePointAt(i);
            int escaped = point == '%' ? escapedByte(raw, i) : -1;
            if (escaped >= 0) {
                if (isUnreserved(escaped)) {
                    out.append((char) escaped);
                } else {
                    encode(out, (byte) escaped);
                }
                i += 3;
                continue;
            }
            if (isUnreserved(point) || alsoPlain.indexOf(point) >= 0) {
                out.append((char) point);
            } else {
                encodeAll(out, point);
            }
            i += Character.charCount(point);
        }
        return out.toString();
    }

    private static void encodeAll(StringBuilder out, int point) {
        boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        String character = isHalf ? "\uFFFD" : Character.toString(point);
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            encode(out, b);
        }
    }

    private static void encode(StringBuilder out, byte b) {
        out.append('%').append(HEX.toHexDigits(b));
    }

    private static boolean isUnreserved(int point) {
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || point == '-'
                || point == '.'
                || point == '_'
                || point == '~';
    }

    /** Everything decoded as UTF-8; bytes that are none become U+FFFD, a lone percent sign stays. */
    static String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); ) {
            int escaped = raw.charAt(i) == '%' ? escapedByte(raw, i) : -1;
            if (escaped >= 0) {
                out.write(escaped);
                i += 3;
                continue;
            }
            int point = raw.codePointAt(i);
            out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            i += Character.charCount(point);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The byte that the three characters from here stand for, or -1 where they stand for none. */
    private static int escapedByte(String raw, int at) {
        if (at + 2 >= raw.length()
                || !HexFormat.isHexDigit(raw.charAt(at + 1))
                || !HexFormat.isHexDigit(raw.charAt(at + 2))) {
            return -1;
        }
        return HexFormat.fromHexDigits(raw, at + 1, at + 3);
    }
}

package org.vigie.core.address;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** IPv6 addresses: read as in RFC 4291, 2.2 (without zones), written as in RFC 5952 (without dotted endings, as browsers do). */
final class Ipv6Text {
    private static final int PIECES = 8;

    private Ipv6Text() {}

    static Optional<byte[]> parse(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        List<Integer> head = pieces(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> tail = gap < 0 ? List.of() : pieces(text.substring(gap + 2), true);
        if (head == null || tail == null) {
            return Optional.empty();
        }
        int left = PIECES - head.size() - tail.size();
        boolean fits = gap < 0 ? left == 0 && !text.isEmpty() : left >= 1;
        if (!fits) {
            return Optional.empty();
        }
        ByteBuffer number = ByteBuffer.allocate(2 * PIECES);
        head.forEach(piece -> number.putShort(piece.shortValue()));
        number.position(number.position() + 2 * left);
        tail.forEach(piece -> number.putShort(piece.shortValue()));
        return Optional.of(number.array());
    }

    static String canonical(byte[] number) {
        ByteBuffer buffer = ByteBuffer.wrap(number);
        int[] pieces = new int[PIECES];
        for (int i = 0; i < PIECES; i++) {
            pieces[i] = Short.toUnsignedInt(buffer.getShort());
        }
        int gapStart = -1;
        int gapLength = 1;
        for (int i = 0; i < PIECES; i++) {
            int end = i;
            while (end < PIECES && pieces[end] == 0) {
                end++;
            }
            if (end - i > gapLength) {
                gapStart = i;
                gapLength = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PIECES; i++) {
            if (i == gapStart) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(pieces[i]));
        }
        return text.toString();
    }

    /** The pieces between colons; null where one is none. */
    private static @Nullable List<Integer> pieces(String text, boolean mayEndDotted) {
        List<Integer> pieces = new ArrayList<>();
        if (text.isEmpty()) {
            return pieces;
        }
        String[] split = text.split(":", -1);
        for (int i = 0; i < split.length; i++) {
            String piece = split[i];
            boolean isLast = i == split.length - 1;
            if (isLast && mayEndDotted && piece.indexOf('.') >= 0) {
                Optional<byte[]> dotted = dotted(piece);
                if (dotted.isEmpty()) {
                    return null;
                }
                ByteBuffer inner = ByteBuffer.wrap(dotted.get());
                pieces.add(Short.toUnsignedInt(inner.getShort()));
                pieces.add(Short.toUnsignedInt(inner.getShort()));
            } else if (piece.isEmpty() || piece.length() > 4 || !piece.chars().allMatch(HexFormat::isHexDigit)) {
                return null;
            } else {
                pieces.add(HexFormat.fromHexDigits(piece));
            }
        }
        return pieces;
    }

    /** Four decimal numbers without leading zeros: the lenient spellings are not allowed inside brackets. */
    private static Optional<byte[]> dotted(String text) {
        return Ipv4Text.parse(text).filter(number -> Ipv4Text.canonical(number).equals(text));
    }
}

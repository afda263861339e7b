package org.vigie.core.address;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * IPv4 addresses in all the spellings that browsers take (WHATWG URL Standard, "IPv4 parser"): one to four parts, each decimal,
 * octal after {@code 0} or hexadecimal after {@code 0x}, the last part filling the bytes that are left.
 */
final class Ipv4Text {
    private static final long BEYOND = 1L << 32;

    private Ipv4Text() {}

    /** Whether the name must be a number because its last part is one. */
    static boolean isMeant(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.chars().allMatch(c -> c >= '0' && c <= '9') || (last.startsWith("0x") && part(last) >= 0);
    }

    /** The four bytes, or nothing; in lower case and without a dot at the end. */
    static Optional<byte[]> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return Optional.empty();
        }
        long number = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            int bits = isLast ? 8 * (4 - i) : 8;
            long part = part(parts[i]);
            if (part < 0 || part >= 1L << bits) {
                return Optional.empty();
            }
            number = (number << bits) | part;
        }
        return Optional.of(
                ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array());
    }

    static String canonical(byte[] number) {
        return IntStream.range(0, number.length)
                .mapToObj(i -> Integer.toString(Byte.toUnsignedInt(number[i])))
                .collect(Collectors.joining("."));
    }

    /** The value, at most 2^32 (which stands for all above), or -1 where it is no number. */
    private static long part(String part) {
        int radix = 10;
        int from = 0;
        if (part.startsWith("0x")) {
            radix = 16;
            from = 2;
        } else if (part.length() > 1 && part.startsWith("0")) {
            radix = 8;
            from = 1;
        } else if (part.isEmpty()) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < part.length(); i++) {
            int digit = part.charAt(i) < 128 ? Character.digit(part.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = Math.min(BEYOND, value * radix + digit);
        }
        return value;
    }
}

package org.vigie.api;

import java.net.InetAddress;

/**
 * A network that a client may come from, as in {@code 192.0.2.0/24} or {@code 2001:db8::/32}; an address alone is a network of one.
 *
 * @param text as a person wrote it, without space
 */
@SuppressWarnings("ArrayRecordComponent") // compared bit by bit, never by equals
record Network(String text, byte[] address, int prefix) {
    private static final int V4_BYTES = 4;

    /** @throws IllegalArgumentException unless it is numeric and its prefix fits */
    static Network parse(String text) {
        String stripped = text.strip();
        int slash = stripped.indexOf('/');
        byte[] address = InetAddress.ofLiteral(slash < 0 ? stripped : stripped.substring(0, slash))
                .getAddress();
        int bits = 8 * address.length;
        int prefix = slash < 0 ? bits : Integer.parseInt(stripped.substring(slash + 1));
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("no such prefix");
        }
        return new Network(stripped, address, prefix);
    }

    /** Whether that numeric address lies in it; never where it is none. */
    boolean contains(String other) {
        try {
            byte[] asked = InetAddress.ofLiteral(other).getAddress();
            return asked.length == address.length && hasPrefix(asked);
        } catch (IllegalArgumentException notNumeric) {
            return false;
        }
    }

    /** Whether all of it lies in the other. */
    boolean isWithin(Network other) {
        return address.length == other.address.length && prefix >= other.prefix && other.hasPrefix(address);
    }

    /** Whether it is so small that a token may work from it without a key: {@link ApiLimits#TOKEN_PREFIX_MIN_V4} bits or more. */
    boolean isSmall() {
        return prefix >= (address.length == V4_BYTES ? ApiLimits.TOKEN_PREFIX_MIN_V4 : ApiLimits.TOKEN_PREFIX_MIN_V6);
    }

    private boolean hasPrefix(byte[] asked) {
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((asked[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}

package org.vigie.core.hash;

import java.nio.ByteBuffer;

/**
 * A PDQ hash: 256 bits in four words, most significant first, so that {@link #hex} reads as other tools print it.
 */
public record Pdq(long w0, long w1, long w2, long w3) {
    /** How many bits a hash has. */
    public static final int BITS = 256;

    /** Two pictures closer than this, both of quality {@link #QUALITY_MIN} or more, count as near copies. */
    public static final int RADIUS = 31;

    /** Below this quality (0 to 100) a picture is too flat for its hash to mean anything. */
    public static final int QUALITY_MIN = 50;

    /**
     * Reads the form of {@link #hex}, in either case.
     *
     * @throws IllegalArgumentException unless the text is 64 hexadecimal digits
     */
    public static Pdq parse(String hex) {
        return of(new HashValue(HashAlgorithm.PDQ, hex));
    }

    /**
     * The same hash as a number to compute with.
     *
     * @throws IllegalArgumentException unless the value is a PDQ hash
     */
    public static Pdq of(HashValue value) {
        if (value.algorithm() != HashAlgorithm.PDQ) {
            throw new IllegalArgumentException("not a PDQ hash but " + value.algorithm());
        }
        ByteBuffer words = ByteBuffer.wrap(value.bytes());
        return new Pdq(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    /** The number of bits that differ, 0 to 256. */
    public int distance(Pdq other) {
        return Long.bitCount(w0 ^ other.w0)
                + Long.bitCount(w1 ^ other.w1)
                + Long.bitCount(w2 ^ other.w2)
                + Long.bitCount(w3 ^ other.w3);
    }

    /** The same hash as a value beside other algorithms. */
    public HashValue value() {
        byte[] bytes = ByteBuffer.allocate(HashAlgorithm.PDQ.bytes())
                .putLong(w0)
                .putLong(w1)
                .putLong(w2)
                .putLong(w3)
                .array();
        return HashValue.of(HashAlgorithm.PDQ, bytes);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return value().hex();
    }
}

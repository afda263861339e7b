package org.vigie.core.index;

import org.vigie.core.hash.Pdq;

/** PDQ hashes side by side, four words each, and their ids: what a scan reads from end to end. */
final class PdqTable {
    private static final int WORDS = 4;

    /** Said of an entry that is farther away than was asked for. */
    static final int TOO_FAR = Integer.MAX_VALUE;

    private final long[] words;
    private final long[] ids;

    /** @param words four for each id, most significant first */
    PdqTable(long[] words, long[] ids) {
        this.words = words;
        this.ids = ids;
    }

    int size() {
        return ids.length;
    }

    long id(int at) {
        return ids[at];
    }

    /** The distance of the entry at that position, or {@link #TOO_FAR}. Most are too far by their first half alone. */
    int distance(int at, Pdq query, int radius) {
        int word = WORDS * at;
        int half = Long.bitCount(words[word] ^ query.w0()) + Long.bitCount(words[word + 1] ^ query.w1());
        if (half > radius) {
            return TOO_FAR;
        }
        int whole = half + Long.bitCount(words[word + 2] ^ query.w2()) + Long.bitCount(words[word + 3] ^ query.w3());
        return whole > radius ? TOO_FAR : whole;
    }

    /** A band of 16 bits of an entry; band 0 is the most significant. */
    int band(int at, int band) {
        return band(words[WORDS * at + band / 4], band);
    }

    /** A band of 16 bits of a hash. */
    static int band(Pdq hash, int band) {
        long word = switch (band / 4) {
            case 0 -> hash.w0();
            case 1 -> hash.w1();
            case 2 -> hash.w2();
            default -> hash.w3();
        };
        return band(word, band);
    }

    private static int band(long word, int band) {
        return (int) (word >>> (48 - 16 * (band % 4))) & 0xffff;
    }
}

package org.vigie.core.index;

import java.util.Arrays;
import org.vigie.core.hash.Pdq;

/**
 * PDQ hashes side by side, and their ids: what is scanned from end to end and measured here and there. The first halves of
 * the hashes lie apart from the second ones: a half alone tells of nearly every entry that it is too far, so that a scan
 * reads 16 bytes of an entry, and a measurement one line of cache.
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside an index that never changes and is never compared
record PdqTable(long[] heads, long[] tails, long[] ids) {
    /** Said of an entry that is farther away than was asked for. */
    static final int TOO_FAR = Integer.MAX_VALUE;

    int size() {
        return ids.length;
    }

    long id(int at) {
        return ids[at];
    }

    PdqTable resized(int size) {
        return size == ids.length
                ? this
                : new PdqTable(
                        Arrays.copyOf(heads, 2 * size), Arrays.copyOf(tails, 2 * size), Arrays.copyOf(ids, size));
    }

    Pdq hash(int at) {
        return new Pdq(heads[2 * at], heads[2 * at + 1], tails[2 * at], tails[2 * at + 1]);
    }

    void put(int at, Pdq hash, long id) {
        heads[2 * at] = hash.w0();
        heads[2 * at + 1] = hash.w1();
        tails[2 * at] = hash.w2();
        tails[2 * at + 1] = hash.w3();
        ids[at] = id;
    }

    /** The distance of the entry at that position, or {@link #TOO_FAR}. */
    int distance(int at, Pdq query, int radius) {
        int half = Long.bitCount(heads[2 * at] ^ query.w0()) + Long.bitCount(heads[2 * at + 1] ^ query.w1());
        if (half > radius) {
            return TOO_FAR;
        }
        int whole = half + Long.bitCount(tails[2 * at] ^ query.w2()) + Long.bitCount(tails[2 * at + 1] ^ query.w3());
        return whole > radius ? TOO_FAR : whole;
    }

    /** The bits of an entry in a band. */
    int bits(int at, Cut.Slice slice) {
        return slice.of(heads[2 * at], heads[2 * at + 1], tails[2 * at], tails[2 * at + 1]);
    }
}

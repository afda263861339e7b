package org.vigie.core.index;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Scans with the vectors of the processor, through the Vector API.
 *
 * <pre>
 * Structure
 *   One hash: a vector holds the heads of half as many entries as it has lanes. The bits that differ are counted in each
 *   lane, and each lane is added to its neighbour, with which it makes a head.
 *   Many hashes: blocks of 512 entries are first turned, so that one vector holds first words and another second ones, and
 *   a count is one sum without moving lanes. Four hashes at a time share what is read. For each the smallest count of a
 *   block is kept and looked at once, at its end; only a block with a candidate is gone through again, word by word.
 *
 * Cost
 *   One hash: as fast as memory gives 16 bytes an entry. Many: 2 counts of bits for each vector of entries and hash, which
 *   is what bounds it where the processor counts bits in vectors (AVX-512 VPOPCNTDQ). Figures in docs/bench.md.
 * </pre>
 */
final class VectorScan implements ScanKernel {
    private static final VectorSpecies<Long> LANES = LongVector.SPECIES_PREFERRED;
    private static final int LENGTH = LANES.length();
    private static final VectorShuffle<Long> NEIGHBOUR = VectorShuffle.fromOp(LANES, lane -> lane ^ 1);

    /** Vectors that are looked at together. */
    private static final int TOGETHER = 4;

    /** Entries of a block: two words of each fit a first cache of 32 KB beside all else. */
    private static final int BLOCK = 512;

    /** Hashes that are compared while a vector of entries is at hand. */
    private static final int AT_A_TIME = 4;

    /** Vectors of fewer lanes gain nothing on counting words. */
    static boolean isWideEnough() {
        return LENGTH >= 4;
    }

    @Override
    public String description() {
        return "in vectors of %d bits".formatted(LANES.vectorBitSize());
    }

    @Override
    public void scan(long[] heads, long q0, long q1, int radius, Candidate candidate) {
        long[] pairs = new long[LENGTH];
        for (int lane = 0; lane < LENGTH; lane += 2) {
            pairs[lane] = q0;
            pairs[lane + 1] = q1;
        }
        LongVector query = LongVector.fromArray(LANES, pairs, 0);
        int step = TOGETHER * LENGTH;
        int word = 0;
        for (; word <= heads.length - step; word += step) {
            LongVector nearest = distances(heads, word, query);
            for (int i = 1; i < TOGETHER; i++) {
                nearest = nearest.min(distances(heads, word + i * LENGTH, query));
            }
            if (nearest.lt(radius + 1L).anyTrue()) {
                ScalarScan.range(heads, word / 2, (word + step) / 2, 0, q0, q1, radius, candidate);
            }
        }
        ScalarScan.range(heads, word / 2, heads.length / 2, 0, q0, q1, radius, candidate);
    }

    private static LongVector distances(long[] heads, int word, LongVector query) {
        LongVector counts = LongVector.fromArray(LANES, heads, word)
                .lanewise(VectorOperators.XOR, query)
                .lanewise(VectorOperators.BIT_COUNT);
        return counts.add(counts.rearrange(NEIGHBOUR));
    }

    @Override
    public void scanAll(long[] heads, long[] queries, int radius, Candidate candidate) {
        int entries = heads.length / 2;
        int count = queries.length / 2;
        long[] fours = Arrays.copyOf(queries, 2 * ((count + AT_A_TIME - 1) / AT_A_TIME * AT_A_TIME));
        long[] first = new long[BLOCK];
        long[] second = new long[BLOCK];
        int from = 0;
        for (; from <= entries - BLOCK; from += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                first[i] = heads[2 * (from + i)];
                second[i] = heads[2 * (from + i) + 1];
            }
            for (int query = 0; query < count; query += AT_A_TIME) {
                int near = near(first, second, fours, query, radius);
                for (int i = 0; near != 0 && query + i < count; i++, near >>>= 1) {
                    if ((near & 1) != 0) {
                        range(heads, from, queries, query + i, radius, candidate);
                    }
                }
            }
        }
        for (int query = 0; query < count; query++) {
            long q0 = queries[2 * query];
            ScalarScan.range(heads, from, entries, query, q0, queries[2 * query + 1], radius, candidate);
        }
    }

    private static void range(long[] heads, int from, long[] queries, int query, int radius, Candidate candidate) {
        long q0 = queries[2 * query];
        ScalarScan.range(heads, from, from + BLOCK, query, q0, queries[2 * query + 1], radius, candidate);
    }

    /** Which of four hashes have a candidate in the block: one bit each. */
    private static int near(long[] first, long[] second, long[] queries, int query, int radius) {
        int at = 2 * query;
        LongVector a0 = LongVector.broadcast(LANES, queries[at]);
        LongVector a1 = LongVector.broadcast(LANES, queries[at + 1]);
        LongVector b0 = LongVector.broadcast(LANES, queries[at + 2]);
        LongVector b1 = LongVector.broadcast(LANES, queries[at + 3]);
        LongVector c0 = LongVector.broadcast(LANES, queries[at + 4]);
        LongVector c1 = LongVector.broadcast(LANES, queries[at + 5]);
        LongVector d0 = LongVector.broadcast(LANES, queries[at + 6]);
        LongVector d1 = LongVector.broadcast(LANES, queries[at + 7]);
        LongVector a = LongVector.broadcast(LANES, Long.MAX_VALUE);
        LongVector b = a;
        LongVector c = a;
        LongVector d = a;
        for (int i = 0; i < BLOCK; i += LENGTH) {
            LongVector words0 = LongVector.fromArray(LANES, first, i);
            LongVector words1 = LongVector.fromArray(LANES, second, i);
            a = a.min(distances(words0, a0, words1, a1));
            b = b.min(distances(words0, b0, words1, b1));
            c = c.min(distances(words0, c0, words1, c1));
            d = d.min(distances(words0, d0, words1, d1));
        }
        return any(a, radius) | any(b, radius) << 1 | any(c, radius) << 2 | any(d, radius) << 3;
    }

    private static LongVector distances(LongVector words0, LongVector q0, LongVector words1, LongVector q1) {
        return words0.lanewise(VectorOperators.XOR, q0)
                .lanewise(VectorOperators.BIT_COUNT)
                .add(words1.lanewise(VectorOperators.XOR, q1).lanewise(VectorOperators.BIT_COUNT));
    }

    private static int any(LongVector nearest, int radius) {
        return nearest.lt(radius + 1L).anyTrue() ? 1 : 0;
    }
}

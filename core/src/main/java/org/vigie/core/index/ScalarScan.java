package org.vigie.core.index;

/** Scans word by word: the twin of {@link VectorScan} that runs everywhere. */
final class ScalarScan implements ScanKernel {
    /** Entries that stay in the first cache while all the hashes are compared with them. */
    private static final int BLOCK = 512;

    @Override
    public String description() {
        return "word by word";
    }

    @Override
    public void scan(long[] heads, long q0, long q1, int radius, Candidate candidate) {
        range(heads, 0, heads.length / 2, 0, q0, q1, radius, candidate);
    }

    @Override
    public void scanAll(long[] heads, long[] queries, int radius, Candidate candidate) {
        int entries = heads.length / 2;
        for (int from = 0; from < entries; from += BLOCK) {
            int to = Math.min(entries, from + BLOCK);
            for (int query = 0; query < queries.length / 2; query++) {
                range(heads, from, to, query, queries[2 * query], queries[2 * query + 1], radius, candidate);
            }
        }
    }

    static void range(long[] heads, int from, int to, int query, long q0, long q1, int radius, Candidate candidate) {
        for (int at = from; at < to; at++) {
            if (Long.bitCount(heads[2 * at] ^ q0) + Long.bitCount(heads[2 * at + 1] ^ q1) <= radius) {
                candidate.at(query, at);
            }
        }
    }
}

package org.vigie.core.index;

/**
 * Compares hashes with all entries of a table, by the first half of their bits: what it tells of may be near and must be
 * measured, what it does not tell of is too far away. There are two, which tell of the same.
 */
interface ScanKernel {
    /** The one that is used: with vectors where the Java virtual machine was started with them and they are wide enough. */
    ScanKernel CHOSEN = chosen();

    /** For {@code doctor}. */
    String description();

    /**
     * Scans for one hash.
     *
     * @param heads the first two words of each entry, see {@link PdqTable}
     */
    void scan(long[] heads, long q0, long q1, int radius, Candidate candidate);

    /**
     * The same for many hashes at once: each entry is read once for all of them.
     *
     * @param queries the first two words of each
     */
    void scanAll(long[] heads, long[] queries, int radius, Candidate candidate);

    /** Is told of an entry that may be within the radius. */
    @FunctionalInterface
    interface Candidate {
        /**
         * There is one.
         *
         * @param query which of the hashes; 0 where there is one
         */
        void at(int query, int position);
    }

    private static ScanKernel chosen() {
        boolean isThere = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        // the class of vectors is loaded here and not before: without its module it could not be
        return isThere && VectorScan.isWideEnough() ? new VectorScan() : new ScalarScan();
    }
}

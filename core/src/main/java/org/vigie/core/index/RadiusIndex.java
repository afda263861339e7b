package org.vigie.core.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Pdq;

/**
 * Finds every PDQ hash within a radius of a given one, exactly, by multi-index hashing. It never changes and may be read by
 * many threads.
 *
 * <pre>
 * Structure
 *   Each hash is cut into m bands of neighbouring bits. For each band there is a table from the values it can have to the
 *   entries that have it (see Band).
 *   If two hashes differ in at most R bits, and the bands are given radii r_1 … r_m with sum(r_i + 1) > R, then in some band
 *   i they differ in at most r_i bits: else every band would hold r_i + 1 differences, more than R together.
 *   So it is enough to look up, in each band, the values within r_i of the query's, and to measure the entries found there.
 *   An entry found through several bands is taken in the first of them, which its bits tell: no set of the seen is kept.
 *   A look-up goes band by band in three loops: where the values lie, which entries lie there, how far they are. In none of
 *   them does a step wait for the one before, so that the processor fetches many lines from memory at once.
 *
 * Numbers
 *   m falls with the number n of entries so that a band has about log2 n bits, and a value about one entry: 16 bands of 16
 *   bits for 100 000, 12 of 21 or 22 for a million, 11 of 23 or 24 for ten million. Radius 31, PDQ's, needs r_i = 1 in 16
 *   bands, 272 values in all; r_i = 2 in 10 of 11 bands and 1 in the last, 2 843 values in all. Smaller radii need less.
 *   Where the values looked up hold more than a 64th of all entries, all entries are scanned instead: one after the other
 *   costs about a 64th of here and there. It happens when a list holds thousands of versions of one picture.
 *   Lists of fewer than 16 384 entries have no bands: scanning them is as fast, and they need not be built.
 *
 * Error
 *   None: recall is 1 and there are no false hits, whatever the hashes. Properties in the tests compare it with a scan.
 *
 * Cost
 *   Memory, in bytes an entry: 32 the hash, 8 its id, 4 m its place in the bands, and 2.06 for each value of each band, which
 *   is 22 at ten million: 107 in all there, 157 at a million, 125 at a hundred thousand.
 *   Building: O(m n), two passes for each band, several bands at once. Among evenly spread hashes a look-up measures 3 000
 *   entries at ten million, 900 at a million; it never costs more than 2 scans. Real lists are skewed: expect more.
 *   Figures in docs/bench.md.
 *
 * References
 *   M. Norouzi, A. Punjani, D. J. Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", 2014.
 *   The general pigeonhole over unequal radii: J. Qin et al., "GPH: Similarity Search in Hamming Space", 2018.
 * </pre>
 */
public final class RadiusIndex {
    /** The largest radius that can be asked for, in bits. */
    public static final int RADIUS_MAX = Pdq.RADIUS;

    /** From how many entries on bands are worth their memory and the time to build them. */
    private static final int BANDED_FROM = 16_384;

    /** Measuring entries here and there costs about this many times as much as scanning them. */
    private static final int SCAN_ADVANTAGE = 64;

    /** Hashes that are scanned for in one pass over the entries: more gain nothing, and hold more. */
    private static final int SCANNED_AT_ONCE = 256;

    private final PdqTable table;
    private final @Nullable BandSearch search;

    /** Collects the entries of an index. Not for many threads. */
    public static final class Builder {
        private PdqTable table = new PdqTable(new long[0], new long[0], new long[0]);
        private int size;

        private Builder() {}

        /**
         * Adds an entry. One that is added twice will be found twice.
         *
         * @throws IllegalStateException where there are {@link IndexLimits#ENTRIES_MAX} already
         */
        public Builder add(Pdq hash, long id) {
            if (size == table.size()) {
                table = table.resized(IndexLimits.grown(size));
            }
            table.put(size++, hash, id);
            return this;
        }

        /** The index of what was added so far; the builder may go on. */
        public RadiusIndex build() {
            return of(table.resized(size));
        }

        /** An index that always scans, for lists that are compared as a whole: see {@link RadiusIndex#scan}. */
        public RadiusIndex buildUnbanded() {
            return new RadiusIndex(table.resized(size), null);
        }

        /** An index cut into so many bands that never scans, however few its entries, so that tests see the bands at work. */
        RadiusIndex buildBandedOnly(int bands) {
            PdqTable cut = table.resized(size);
            return new RadiusIndex(cut, new BandSearch(cut, Cut.into(bands), Long.MAX_VALUE));
        }
    }

    private RadiusIndex(PdqTable table, @Nullable BandSearch search) {
        this.table = table;
        this.search = search;
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * An index of hashes that lie in an array already.
     *
     * @throws IllegalArgumentException unless there are as many ids as hashes
     */
    public static RadiusIndex of(Pdq[] hashes, long[] ids) {
        if (hashes.length != ids.length) {
            throw new IllegalArgumentException("%d hashes with %d ids".formatted(hashes.length, ids.length));
        }
        Builder builder = builder();
        for (int i = 0; i < hashes.length; i++) {
            builder.add(hashes[i], ids[i]);
        }
        return builder.build();
    }

    static RadiusIndex of(PdqTable table) {
        boolean banded = table.size() >= BANDED_FROM;
        return new RadiusIndex(
                table,
                banded ? new BandSearch(table, Cut.forEntries(table.size()), table.size() / SCAN_ADVANTAGE) : null);
    }

    /** How entries are scanned on this machine, for {@code doctor} and benchmarks. */
    public static String scanDescription() {
        return ScanKernel.CHOSEN.description();
    }

    /** How many entries there are. */
    public int size() {
        return table.size();
    }

    /**
     * A hash by its place: that of the first that was added is 0.
     *
     * @throws IndexOutOfBoundsException where there is none
     */
    public Pdq hash(int place) {
        return table.hash(place);
    }

    /** What the index takes of memory, computed from its arrays. */
    public long bytes() {
        return 40L * table.size() + (search == null ? 0 : search.bytes());
    }

    PdqTable table() {
        return table;
    }

    /**
     * All entries at most {@code radius} bits away, the nearest first, and those of one distance by id.
     *
     * @param radius 0 to {@link #RADIUS_MAX}
     * @throws IllegalArgumentException for any other radius
     */
    public List<Hit> within(Pdq query, int radius) {
        Places places = places(query, radius);
        List<Hit> hits = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            hits.add(new Hit(table.id(places.position(i)), places.distance(i)));
        }
        hits.sort(null);
        return List.copyOf(hits);
    }

    /** The same, as positions in the table and in no order. */
    Places places(Pdq query, int radius) {
        check(radius);
        Places found = new Places();
        if (search == null || !search.find(query, radius, found)) {
            found.clear();
            ScanKernel.CHOSEN.scan(
                    table.heads(),
                    query.w0(),
                    query.w1(),
                    radius,
                    (one, position) -> found.addIfNear(table, position, query, radius));
        }
        return found;
    }

    /**
     * What {@link #within} finds for each of the hashes, by comparing every entry with each of them. One look-up at a time is
     * faster in long lists; this costs the same however the list is skewed.
     *
     * @param radius 0 to {@link #RADIUS_MAX}
     * @throws IllegalArgumentException for any other radius
     */
    public List<List<Hit>> scan(List<Pdq> queries, int radius) {
        check(radius);
        List<List<Hit>> hits = new ArrayList<>(queries.size());
        for (int from = 0; from < queries.size(); from += SCANNED_AT_ONCE) {
            List<Pdq> some = queries.subList(from, Math.min(queries.size(), from + SCANNED_AT_ONCE));
            hits.addAll(scanAtOnce(some, radius));
        }
        return hits;
    }

    private List<List<Hit>> scanAtOnce(List<Pdq> queries, int radius) {
        List<List<Hit>> hits = new ArrayList<>(queries.size());
        long[] heads = new long[2 * queries.size()];
        for (int i = 0; i < queries.size(); i++) {
            hits.add(new ArrayList<>());
            heads[2 * i] = queries.get(i).w0();
            heads[2 * i + 1] = queries.get(i).w1();
        }
        ScanKernel.CHOSEN.scanAll(table.heads(), heads, radius, (query, position) -> {
            int distance = table.distance(position, queries.get(query), radius);
            if (distance != PdqTable.TOO_FAR) {
                hits.get(query).add(new Hit(table.id(position), distance));
            }
        });
        hits.forEach(found -> found.sort(null));
        return hits;
    }

    private static void check(int radius) {
        if (radius < 0 || radius > RADIUS_MAX) {
            throw new IllegalArgumentException("a radius is 0 to %d, not %d".formatted(RADIUS_MAX, radius));
        }
    }
}

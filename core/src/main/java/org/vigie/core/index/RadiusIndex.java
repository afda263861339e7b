package org.vigie.core.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vigie.core.hash.Pdq;

/**
 * Finds every PDQ hash within a radius of a given one, exactly, by multi-index hashing. It never changes and may be read by
 * many threads.
 *
 * <pre>
 * Structure
 *   Each hash is cut into 16 bands of 16 bits. For each band there is a table from the 65 536 values it can have to the
 *   entries that have it: one array of entries in the order of their value, one of where each value starts.
 *   If two hashes differ in at most R bits, and the bands are given radii r_0 … r_15 with sum(r_i + 1) > R, then in some
 *   band i they differ in at most r_i bits: else every band would hold r_i + 1 differences, more than R together.
 *   So it is enough to look up, in each band, the values within r_i of the query's, and to measure the entries found there.
 *   An entry found through several bands is taken in the first of them, which its bits tell: no set of the seen is kept.
 *
 * Numbers
 *   16 bands: radius 31, PDQ's, needs r_i = 1 everywhere, 17 values a band and 272 in all. Smaller radii need less: for
 *   radius R > 15 there are R - 15 bands with r_i = 1 and the others have 0; for R <= 15, R + 1 bands with 0.
 *   Where the values looked up hold more than a 16th of all entries, all entries are scanned instead: one after the
 *   other costs about a 16th of here and there. It happens when a list holds thousands of versions of one picture.
 *   Lists of fewer than 4096 entries have no bands: scanning them is as fast and saves 4 MB.
 *
 * Error
 *   None: recall is 1 and there are no false hits, whatever the hashes. A property in the tests compares it with a scan.
 *
 * Cost
 *   Memory: 40 + 64 bytes an entry and 4.2 MB (32 the hash, 8 its id, 16 times 4 its place in the bands).
 *   Building: O(entries), two passes for each band. A look-up among n evenly spread hashes measures 272 n / 65 536 of them,
 *   and never costs more than 2 scans. Real lists are skewed: expect more than on random hashes.
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

    private static final int BANDS = 16;
    private static final int BAND_BITS = Pdq.BITS / BANDS;

    /** From how many entries on the bands are worth their 4 MB. */
    private static final int BANDED_FROM = 4096;

    /** Measuring entries here and there costs about this many times as much as one after the other. */
    private static final int SCAN_ADVANTAGE = 16;

    private final PdqTable table;
    private final List<Band> bands;
    private final int scanAdvantage;

    /** Collects the entries of an index. Not for many threads. */
    public static final class Builder {
        private long[] words = new long[0];
        private long[] ids = new long[0];
        private int size;

        private Builder() {}

        /**
         * Adds an entry. One that is added twice will be found twice.
         *
         * @throws IllegalStateException where there are {@link IndexLimits#ENTRIES_MAX} already
         */
        public Builder add(Pdq hash, long id) {
            if (size == ids.length) {
                int length = IndexLimits.grown(size);
                words = Arrays.copyOf(words, 4 * length);
                ids = Arrays.copyOf(ids, length);
            }
            words[4 * size] = hash.w0();
            words[4 * size + 1] = hash.w1();
            words[4 * size + 2] = hash.w2();
            words[4 * size + 3] = hash.w3();
            ids[size++] = id;
            return this;
        }

        /** The index of what was added so far; the builder may go on. */
        public RadiusIndex build() {
            return new RadiusIndex(table(), size >= BANDED_FROM, SCAN_ADVANTAGE);
        }

        /** An index that never scans, however few its entries, so that tests see the bands at work. */
        RadiusIndex buildBandedOnly() {
            return new RadiusIndex(table(), true, 0);
        }

        private PdqTable table() {
            return new PdqTable(Arrays.copyOf(words, 4 * size), Arrays.copyOf(ids, size));
        }
    }

    private RadiusIndex(PdqTable table, boolean banded, int scanAdvantage) {
        this.table = table;
        this.scanAdvantage = scanAdvantage;
        List<Band> built = new ArrayList<>();
        for (int band = 0; banded && band < BANDS; band++) {
            built.add(new Band(table, band));
        }
        this.bands = List.copyOf(built);
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

    /** How many entries there are. */
    public int size() {
        return table.size();
    }

    /**
     * All entries at most {@code radius} bits away, the nearest first, and those of one distance by id.
     *
     * @param radius 0 to {@link #RADIUS_MAX}
     * @throws IllegalArgumentException for any other radius
     */
    public List<Hit> within(Pdq query, int radius) {
        if (radius < 0 || radius > RADIUS_MAX) {
            throw new IllegalArgumentException("a radius is 0 to %d, not %d".formatted(RADIUS_MAX, radius));
        }
        List<Hit> hits = new ArrayList<>();
        if (bands.isEmpty() || scanAdvantage * candidates(query, radius) > table.size()) {
            scan(query, radius, hits);
        } else {
            for (int band = 0; band < bandsFor(radius); band++) {
                probe(band, query, radius, hits);
            }
        }
        hits.sort(null);
        return List.copyOf(hits);
    }

    private static int bandsFor(int radius) {
        return Math.min(BANDS, radius + 1);
    }

    /** Whether the band is looked up with radius 1, and not 0, for that radius of the whole. */
    private static boolean isWide(int band, int radius) {
        return band < radius + 1 - BANDS;
    }

    private long candidates(Pdq query, int radius) {
        long candidates = 0;
        for (int i = 0; i < bandsFor(radius); i++) {
            Band band = bands.get(i);
            int value = PdqTable.band(query, i);
            candidates += band.count(value);
            for (int bit = 0; isWide(i, radius) && bit < BAND_BITS; bit++) {
                candidates += band.count(value ^ 1 << bit);
            }
        }
        return candidates;
    }

    private void scan(Pdq query, int radius, List<Hit> hits) {
        for (int at = 0; at < table.size(); at++) {
            int distance = table.distance(at, query, radius);
            if (distance != PdqTable.TOO_FAR) {
                hits.add(new Hit(table.id(at), distance));
            }
        }
    }

    private void probe(int band, Pdq query, int radius, List<Hit> hits) {
        int value = PdqTable.band(query, band);
        measure(band, value, query, radius, hits);
        for (int bit = 0; isWide(band, radius) && bit < BAND_BITS; bit++) {
            measure(band, value ^ 1 << bit, query, radius, hits);
        }
    }

    private void measure(int band, int value, Pdq query, int radius, List<Hit> hits) {
        Band places = bands.get(band);
        for (int i = places.starts[value]; i < places.starts[value + 1]; i++) {
            int at = places.entries[i];
            int distance = table.distance(at, query, radius);
            if (distance != PdqTable.TOO_FAR && !foundBefore(band, at, query, radius)) {
                hits.add(new Hit(table.id(at), distance));
            }
        }
    }

    /** Whether an earlier band leads to the entry as well. */
    private boolean foundBefore(int band, int at, Pdq query, int radius) {
        for (int earlier = 0; earlier < band; earlier++) {
            int differing = Integer.bitCount(table.band(at, earlier) ^ PdqTable.band(query, earlier));
            if (differing <= (isWide(earlier, radius) ? 1 : 0)) {
                return true;
            }
        }
        return false;
    }

    /** Which entries have which value in one band: those of value v are {@code entries[starts[v]]} and on, up to the next. */
    private static final class Band {
        final int[] starts = new int[(1 << BAND_BITS) + 1];
        final int[] entries;

        Band(PdqTable table, int band) {
            entries = new int[table.size()];
            int[] free = new int[1 << BAND_BITS];
            for (int at = 0; at < entries.length; at++) {
                free[table.band(at, band)]++;
            }
            int start = 0;
            for (int value = 0; value < free.length; value++) {
                starts[value] = start;
                start += free[value];
                free[value] = starts[value];
            }
            starts[free.length] = start;
            for (int at = 0; at < entries.length; at++) {
                entries[free[table.band(at, band)]++] = at;
            }
        }

        int count(int value) {
            return starts[value + 1] - starts[value];
        }
    }
}

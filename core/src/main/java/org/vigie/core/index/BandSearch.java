package org.vigie.core.index;

import java.util.List;
import java.util.stream.IntStream;
import org.vigie.core.hash.Pdq;

/** Looks hashes up in the bands of a table; {@link RadiusIndex} says why that finds all. */
final class BandSearch {
    /** Values of one band that are looked up at most: all within 2 of a value of 24 bits. */
    private static final int RANGES_MAX = 1 + 24 + 24 * 23 / 2;

    /** Room for so many entries of one band is kept; most look-ups need no more. */
    private static final int GATHERED = 4096;

    /** One for each thread: new arrays for each look-up would drive the index out of the processor's caches. */
    private static final ThreadLocal<Desk> DESKS = ThreadLocal.withInitial(Desk::new);

    private final PdqTable table;
    private final Cut cut;
    private final List<Band> bands;
    private final long measuredMax;

    /** @param measuredMax entries that one look-up may measure */
    BandSearch(PdqTable table, Cut cut, long measuredMax) {
        this.table = table;
        this.cut = cut;
        this.measuredMax = measuredMax;
        this.bands = IntStream.range(0, cut.bands())
                .parallel()
                .mapToObj(band -> new Band(table, cut.slices().get(band)))
                .toList();
    }

    long bytes() {
        return bands.stream().mapToLong(Band::bytes).sum();
    }

    /** Finds all within the radius. Answers false where it would measure too many; what was found is then not all. */
    boolean find(Pdq query, int radius, Places found) {
        var lookUp = new LookUp(query, radius, found);
        for (int band = 0; band < bands.size(); band++) {
            if (cut.radius(band, radius) >= 0 && !lookUp.in(band)) {
                return false;
            }
        }
        return true;
    }

    /** Where a look-up keeps what it needs from one loop to the next. */
    private static final class Desk {
        final int[] from = new int[RANGES_MAX + 1];
        final int[] counts = new int[RANGES_MAX + 1];
        final int[] gathered = new int[GATHERED + Band.READ_AHEAD];
    }

    /** One query on its way through the bands. */
    private final class LookUp {
        private final Pdq query;
        private final int radius;
        private final Places found;
        private final Desk desk = DESKS.get();
        private long measured;

        LookUp(Pdq query, int radius, Places found) {
            this.query = query;
            this.radius = radius;
            this.found = found;
        }

        boolean in(int number) {
            Band band = bands.get(number);
            Cut.Slice slice = band.slice();
            int[] flips = Flips.of(slice.width(), cut.radius(number, radius));
            int[] from = desk.from;
            int[] counts = desk.counts;
            int ranges = band.ranges(slice.of(query), flips, from, counts);
            int total = 0;
            for (int i = 0; i < ranges; i++) {
                total += counts[i];
            }
            measured += total;
            if (measured > measuredMax) {
                return false;
            }
            int[] gathered = total <= GATHERED ? desk.gathered : new int[total + Band.READ_AHEAD];
            band.gather(from, counts, ranges, gathered);
            measure(number, gathered, total);
            return true;
        }

        private void measure(int band, int[] positions, int size) {
            long[] heads = table.heads();
            long q0 = query.w0();
            long q1 = query.w1();
            for (int i = 0; i < size; i++) {
                int at = positions[i];
                if (Long.bitCount(heads[2 * at] ^ q0) + Long.bitCount(heads[2 * at + 1] ^ q1) <= radius) {
                    take(band, at);
                }
            }
        }

        private void take(int band, int at) {
            int distance = table.distance(at, query, radius);
            if (distance != PdqTable.TOO_FAR && !isFoundBefore(band, at)) {
                found.add(at, distance);
            }
        }

        /** Whether an earlier band leads to the entry as well. */
        private boolean isFoundBefore(int band, int at) {
            for (int earlier = 0; earlier < band; earlier++) {
                Cut.Slice slice = cut.slices().get(earlier);
                int differing = Integer.bitCount(table.bits(at, slice) ^ slice.of(query));
                if (differing <= cut.radius(earlier, radius)) {
                    return true;
                }
            }
            return false;
        }
    }
}

package org.vigie.core.index;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.vigie.core.hash.Pdq;

/**
 * How hashes are cut into bands: side by side, as wide as one another or one bit wider, the wider ones last.
 *
 * @param slices one for each band, from the most significant bit on
 */
record Cut(List<Slice> slices) {
    /** How many bands are best from how many entries on: bands of about as many bits as the number of entries has. */
    private static final int[][] BANDS_FROM = {{4_000_000, 11}, {800_000, 12}, {300_000, 13}, {0, 16}};

    /**
     * Some neighbouring bits of a hash.
     *
     * @param offset of the first one, counted from the most significant
     * @param width 1 to 31
     */
    record Slice(int offset, int width) {
        int of(Pdq hash) {
            return of(hash.w0(), hash.w1(), hash.w2(), hash.w3());
        }

        int of(long w0, long w1, long w2, long w3) {
            int shift = offset & 63;
            long first;
            long second;
            switch (offset >> 6) {
                case 0 -> {
                    first = w0;
                    second = w1;
                }
                case 1 -> {
                    first = w1;
                    second = w2;
                }
                case 2 -> {
                    first = w2;
                    second = w3;
                }
                default -> {
                    first = w3;
                    second = 0;
                }
            }
            long fromFirst = first << shift;
            long fromSecond = shift == 0 ? 0 : second >>> (64 - shift);
            return (int) ((fromFirst | fromSecond) >>> (64 - width));
        }

        /** How many values there are. */
        int values() {
            return 1 << width;
        }
    }

    static Cut forEntries(int entries) {
        int[] choice = Arrays.stream(BANDS_FROM)
                .filter(from -> entries >= from[0])
                .findFirst()
                .orElseThrow();
        return into(choice[1]);
    }

    static Cut into(int bands) {
        int narrow = Pdq.BITS / bands;
        int narrowBands = bands - Pdq.BITS % bands;
        return new Cut(IntStream.range(0, bands)
                .mapToObj(band -> {
                    int widerBefore = Math.max(0, band - narrowBands);
                    return new Slice(band * narrow + widerBefore, band < narrowBands ? narrow : narrow + 1);
                })
                .toList());
    }

    int bands() {
        return slices.size();
    }

    /**
     * The radius with which that band is looked up, so that the radii and one for each of them are together one more than the
     * radius of the whole; -1 where it need not be looked up at all.
     */
    int radius(int band, int radiusOfAll) {
        int differences = radiusOfAll + 1;
        int each = differences / bands();
        return band < differences % bands() ? each : each - 1;
    }
}

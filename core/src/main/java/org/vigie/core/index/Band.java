package org.vigie.core.index;

/**
 * Which entries have which value in one band: the positions of all entries in the order of their values, and where each
 * value starts. In wide bands a start is that of its block of 64 values and 2 bytes more, which halves them; unless thousands of
 * entries are so alike that 2 bytes do not reach.
 */
final class Band {
    /** Positions may be read so far behind the last one, which spares a question for each value. */
    static final int READ_AHEAD = 4;

    private static final int BLOCK_SHIFT = 6;

    /** Narrower bands are small enough as they are. */
    private static final int BLOCKS_FROM_WIDTH = 18;

    private static final char[] NONE = {};

    private final Cut.Slice slice;
    private final int[] positions;
    private final int[] starts;
    private final char[] offsets;

    Band(PdqTable table, Cut.Slice slice) {
        this.slice = slice;
        positions = new int[table.size() + READ_AHEAD];
        int[] sorted = sort(table);
        if (slice.width() >= BLOCKS_FROM_WIDTH && fits(sorted)) {
            starts = new int[(slice.values() >> BLOCK_SHIFT) + 1];
            offsets = new char[slice.values() + 1];
            for (int value = 0; value <= slice.values(); value++) {
                int block = value >> BLOCK_SHIFT;
                starts[block] = sorted[block << BLOCK_SHIFT];
                offsets[value] = (char) (sorted[value] - starts[block]);
            }
        } else {
            starts = sorted;
            offsets = NONE;
        }
    }

    /** Fills the positions, by counting, and answers where each value starts. */
    private int[] sort(PdqTable table) {
        // counted two places ahead and placed one ahead, so that in the end each start is where it should be
        int[] counts = new int[slice.values() + 2];
        for (int at = 0; at < table.size(); at++) {
            counts[table.bits(at, slice) + 2]++;
        }
        for (int value = 2; value < counts.length; value++) {
            counts[value] += counts[value - 1];
        }
        for (int at = 0; at < table.size(); at++) {
            positions[counts[table.bits(at, slice) + 1]++] = at;
        }
        return counts;
    }

    private boolean fits(int[] sorted) {
        int block = 1 << BLOCK_SHIFT;
        for (int value = 0; value < slice.values(); value += block) {
            int last = Math.min(value + block - 1, slice.values());
            if (sorted[last] - sorted[value] > Character.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    long bytes() {
        return 4L * positions.length + 4L * starts.length + 2L * offsets.length;
    }

    Cut.Slice slice() {
        return slice;
    }

    /**
     * Where the entries lie whose value differs from the given one by one of the flips.
     *
     * @param from is told the first place of each that has entries
     * @param counts is told how many there are
     * @return how many have entries
     */
    int ranges(int value, int[] flips, int[] from, int[] counts) {
        return offsets.length == 0
                ? ranges(starts, value, flips, from, counts)
                : ranges(starts, offsets, value, flips, from, counts);
    }

    private static int ranges(int[] starts, int value, int[] flips, int[] from, int[] counts) {
        int found = 0;
        for (int flip : flips) {
            int near = value ^ flip;
            int start = starts[near];
            int count = starts[near + 1] - start;
            // written always and kept where it counts: a branch here would be guessed wrongly half of the time
            from[found] = start;
            counts[found] = count;
            found += -count >>> 31;
        }
        return found;
    }

    private static int ranges(int[] starts, char[] offsets, int value, int[] flips, int[] from, int[] counts) {
        int found = 0;
        for (int flip : flips) {
            int near = value ^ flip;
            int start = starts[near >> BLOCK_SHIFT] + offsets[near];
            int count = starts[(near + 1) >> BLOCK_SHIFT] + offsets[near + 1] - start;
            from[found] = start;
            counts[found] = count;
            found += -count >>> 31;
        }
        return found;
    }

    /**
     * The positions of all entries of those ranges, one after the other.
     *
     * @param to has room for them and {@link #READ_AHEAD} more
     */
    void gather(int[] from, int[] counts, int ranges, int[] to) {
        int[] source = positions;
        int at = 0;
        for (int i = 0; i < ranges; i++) {
            int start = from[i];
            int count = counts[i];
            // most values have no more entries than that: copying four always is faster than asking how many
            to[at] = source[start];
            to[at + 1] = source[start + 1];
            to[at + 2] = source[start + 2];
            to[at + 3] = source[start + 3];
            for (int j = READ_AHEAD; j < count; j++) {
                to[at + j] = source[start + j];
            }
            at += count;
        }
    }
}

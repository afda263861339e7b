package org.vigie.core.index;

import java.util.function.IntConsumer;

/**
 * A segment and which of its entries are hidden, since they were withdrawn or are newer elsewhere. It never changes: hiding
 * makes a new one with the same segment.
 *
 * @param hidden one bit for each position; empty where none is hidden
 */
@SuppressWarnings("ArrayRecordComponent") // lives inside an index that never changes and is never compared
record Part(Segment segment, long[] hidden, int hiddenCount) {
    private static final long[] NONE = {};

    static Part of(Segment segment) {
        return new Part(segment, NONE, 0);
    }

    int size() {
        return segment.size() - hiddenCount;
    }

    boolean isSeen(int at) {
        return hidden.length == 0 || (hidden[at >> 6] >>> at & 1) == 0;
    }

    /** The position of that id; negative where it is not there or hidden. */
    int position(long id) {
        int at = segment.position(id);
        return at < 0 || isSeen(at) ? at : -1;
    }

    /** The same with more of them hidden; none of those is yet. */
    Part hiding(int[] positions) {
        if (positions.length == 0) {
            return this;
        }
        long[] more = hidden.length == 0 ? new long[(segment.size() + 63) / 64] : hidden.clone();
        for (int at : positions) {
            more[at >> 6] |= 1L << at;
        }
        return new Part(segment, more, hiddenCount + positions.length);
    }

    /** Tells of the positions that are hidden here and were not in an earlier state. */
    void hiddenSince(Part earlier, IntConsumer reader) {
        for (int word = 0; word < hidden.length; word++) {
            long bits = hidden[word] & ~(earlier.hidden.length == 0 ? 0 : earlier.hidden[word]);
            for (; bits != 0; bits &= bits - 1) {
                reader.accept(64 * word + Long.numberOfTrailingZeros(bits));
            }
        }
    }

    /** How many of those that are seen have a PDQ hash. */
    int nearSize() {
        int near = segment.table().size();
        int seen = near;
        if (hiddenCount > 0) {
            for (int at = 0; at < near; at++) {
                seen -= isSeen(at) ? 0 : 1;
            }
        }
        return seen;
    }

    /** The positions by id, those with PDQ hashes and those without merged: ids ascend through both. */
    Cursor cursor() {
        return new Cursor();
    }

    /** Goes through the entries that are seen, by id. */
    final class Cursor {
        private final int nearSize = segment.table().size();
        private int near = -1;
        private int exact = nearSize - 1;
        private int at;

        private Cursor() {
            near = next(near, nearSize);
            exact = next(exact, segment.size());
            choose();
        }

        boolean isAtEnd() {
            return at == segment.size();
        }

        long id() {
            return segment.id(at);
        }

        void copyTo(Segment.Builder builder) {
            builder.copy(segment, at);
        }

        void advance() {
            if (at < nearSize) {
                near = next(near, nearSize);
            } else {
                exact = next(exact, segment.size());
            }
            choose();
        }

        private int next(int from, int end) {
            int next = from + 1;
            while (next < end && !isSeen(next)) {
                next++;
            }
            return next;
        }

        private void choose() {
            boolean nearLeft = near < nearSize;
            boolean exactLeft = exact < segment.size();
            if (nearLeft && exactLeft) {
                at = segment.id(near) < segment.id(exact) ? near : exact;
            } else {
                at = nearLeft ? near : exact;
            }
        }
    }
}

package org.vigie.core.index;

import java.util.List;
import java.util.stream.IntStream;

/** Which parts of an index are merged, and how. */
final class Merge {
    /** Hidden entries of a part below which it is not worth rewriting for them. */
    private static final int HIDDEN_MIN = 1000;

    private Merge() {}

    /** The numbers of the parts to merge into one, ascending; none where all is well. */
    static List<Integer> plan(List<Part> parts) {
        int from = parts.size() - 1;
        long total = from < 0 ? 0 : parts.get(from).size();
        while (from > 0) {
            long before = parts.get(from - 1).size();
            if (before > 2 * total || before + total > IndexLimits.SEGMENT_ENTRIES_MAX) {
                break;
            }
            from--;
            total += before;
        }
        if (from < parts.size() - 1) {
            return IntStream.range(from, parts.size()).boxed().toList();
        }
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i).hiddenCount()
                        > Math.max(HIDDEN_MIN, parts.get(i).size() / 4))
                .boxed()
                .limit(1)
                .toList();
    }

    /** One part of all the entries that are seen, by id. */
    static Part of(List<Part> parts) {
        int near = parts.stream().mapToInt(Part::nearSize).sum();
        int all = parts.stream().mapToInt(Part::size).sum();
        var merged = new Segment.Builder(near, all - near);
        List<Part.Cursor> cursors = parts.stream().map(Part::cursor).toList();
        for (int i = 0; i < all; i++) {
            Part.Cursor first = cursors.getFirst();
            for (Part.Cursor cursor : cursors) {
                if (first.isAtEnd() || (!cursor.isAtEnd() && cursor.id() < first.id())) {
                    first = cursor;
                }
            }
            first.copyTo(merged);
            first.advance();
        }
        return Part.of(merged.build());
    }
}

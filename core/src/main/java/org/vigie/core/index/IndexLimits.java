package org.vigie.core.index;

/** How large an index may become. */
public final class IndexLimits {
    /** Entries of one index: 5 GB of them in a {@link RadiusIndex}, and positions still fit an {@code int}. */
    public static final int ENTRIES_MAX = 50_000_000;

    /** Entries that are merged into one segment: what is larger is never rewritten but for the hidden ones in it. */
    public static final int SEGMENT_ENTRIES_MAX = 1 << 24;

    private IndexLimits() {}

    /**
     * The length of the array to grow to when one that holds {@code size} entries is full.
     *
     * @throws IllegalStateException where that is more than {@link #ENTRIES_MAX}
     */
    static int grown(int size) {
        if (size >= ENTRIES_MAX) {
            throw new IllegalStateException("an index holds at most %d entries".formatted(ENTRIES_MAX));
        }
        return (int) Math.min(ENTRIES_MAX, Math.max(16, size + (long) size / 2));
    }
}

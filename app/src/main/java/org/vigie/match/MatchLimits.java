package org.vigie.match;

import java.time.Duration;

/** The limits of this module. */
public final class MatchLimits {
    /** How old what is in memory may be before nothing is matched with it. */
    public static final Duration INDEX_AGE_MAX = Duration.ofSeconds(30);

    /** Entries of one list that one media file is reported to match; the nearest are kept. */
    public static final int MATCHES_PER_LIST_MAX = 10;

    /**
     * Matches of one media file in all. The best of each list is kept before others, and the best of it that may notify; then
     * those that may notify.
     */
    public static final int MATCHES_MAX = 50;

    /** Frames of known videos that are held before they become a part of an index, beside those of one more video. */
    static final int FRAMES_HELD_MAX = 200_000;

    /** Parts of an organisation's index beyond which they are merged at once, and not when there is time. */
    static final int SEGMENTS_MAX = 64;

    private MatchLimits() {}
}

package org.vigie.crawl;

/**
 * How many there are, counted no further than a limit, so that no page costs more for a large lead than for a small one.
 *
 * @param isMore whether there may be more than that
 */
record Count(int number, boolean isMore) {
    static final Count NONE = new Count(0, false);

    /** What was counted up to a limit. */
    static Count upTo(int limit, int counted) {
        return new Count(counted, counted >= limit);
    }

    Count plus(Count other) {
        return new Count(number + other.number, isMore || other.isMore);
    }
}

package org.vigie.core.schedule;

import java.time.Duration;
import java.time.Instant;

/** What the looks at an item amount to so far. Small enough to be kept in its row; see {@link RecheckSchedule#after}. */
public sealed interface Verdict {
    /** When the item was seen up for the last time. */
    Instant lastSeenUp();

    /** The newest look that counted; older ones that arrive late change nothing. */
    Instant asOf();

    /** Up, as far as is known. */
    record StillUp(Instant lastSeenUp) implements Verdict {
        @Override
        public Instant asOf() {
            return lastSeenUp;
        }
    }

    /**
     * Missed, but not often enough yet to be gone.
     *
     * @param misses how many misses count, 1 or more
     * @param firstSeenDown the first of them
     * @param asOf the last of them
     */
    record Counting(int misses, Instant lastSeenUp, Instant firstSeenDown, Instant asOf) implements Verdict {
        public Counting {
            checkOrder(lastSeenUp, firstSeenDown, asOf);
            if (misses < 1) {
                throw new IllegalArgumentException("counting begins with one miss, not " + misses);
            }
        }
    }

    /**
     * Gone. The moment of removal lies somewhere from {@code lastSeenUp} to {@code firstSeenDown}: that interval is what
     * may be published, never a point in it.
     *
     * @param asOf the miss that decided it
     */
    record Gone(Instant lastSeenUp, Instant firstSeenDown, Instant asOf) implements Verdict {
        public Gone {
            checkOrder(lastSeenUp, firstSeenDown, asOf);
        }

        /** How far the time of removal is known. */
        public Duration uncertainty() {
            return Duration.between(lastSeenUp, firstSeenDown);
        }
    }

    /**
     * Up again after it was gone: a new spell begins. This verdict follows directly on {@link Gone} and is never given twice for one
     * spell; any later look makes another one of it.
     *
     * @param lastSeenUp when it was seen again
     * @param before how the spell before ended
     */
    record Reappeared(Instant lastSeenUp, Gone before) implements Verdict {
        @Override
        public Instant asOf() {
            return lastSeenUp;
        }
    }

    private static void checkOrder(Instant lastSeenUp, Instant firstSeenDown, Instant asOf) {
        if (firstSeenDown.isBefore(lastSeenUp) || asOf.isBefore(firstSeenDown)) {
            throw new IllegalArgumentException("seen up, seen down, decided: in this order");
        }
    }
}

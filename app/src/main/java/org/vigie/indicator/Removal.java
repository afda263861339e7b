package org.vigie.indicator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From the notice to the end of one spell of an item.
 *
 * @param firstSeenDown null while it is up
 */
record Removal(
        Instant notifiedAt, Instant lastSeenUp, @Nullable Instant firstSeenDown) {
    /** The least it can have lasted. One that was gone at the first look after the notice may have lasted nothing. */
    Survival.Span least() {
        return new Survival.Span(notNegative(Duration.between(notifiedAt, lastSeenUp)), firstSeenDown != null);
    }

    /** The most it can have lasted. */
    Survival.Span most() {
        return firstSeenDown == null
                ? least()
                : new Survival.Span(notNegative(Duration.between(notifiedAt, firstSeenDown)), true);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}

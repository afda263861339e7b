package org.vigie.intake;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a report has come, as far as its witness is told. The order is the order of the work. */
enum Stage {
    RECEIVED,
    /** Somebody or something looked, or would have: it comes after a fixed time whatever was found. */
    CHECKED,
    /** Never shown alone: to say that a host was asked would say what was found, while it can still be reached. */
    HOST_ASKED,
    REMOVED;

    /**
     * What a witness reads at this time.
     *
     * @param removedAt as of {@link Report}: nothing that ended before the report may count, or the door would be an oracle
     */
    static Stage shown(Instant receivedAt, @Nullable Instant removedAt, Instant now, IntakeSettings settings) {
        if (now.isBefore(tick(receivedAt.plus(settings.checkedAfter()), settings.stageStep()))) {
            return RECEIVED;
        }
        boolean isGone = removedAt != null && !now.isBefore(tick(removedAt, settings.stageStep()));
        return isGone ? REMOVED : CHECKED;
    }

    /** The first multiple of the step after that time, so that the hour of a change says nothing. */
    private static Instant tick(Instant at, Duration step) {
        long millis = Math.max(1, step.toMillis());
        return Instant.ofEpochMilli((Math.floorDiv(at.toEpochMilli(), millis) + 1) * millis);
    }
}

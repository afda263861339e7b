package org.vigie.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule that erases sooner than the one that counts: what one administrator asks for and another agrees to.
 *
 * @param rule as asked for
 * @param agreedBy null while nobody has agreed
 * @param begins the first day on which it counts; null while nobody has agreed
 * @param withdrawnBy null while it stands
 */
record RuleRequest(
        UUID id,
        Rule rule,
        UUID askedBy,
        Instant askedAt,
        @Nullable UUID agreedBy,
        @Nullable Instant agreedAt,
        @Nullable LocalDate begins,
        @Nullable UUID withdrawnBy,
        @Nullable Instant withdrawnAt) {

    /** Where it stands. */
    enum State {
        /** For a colleague of who asked. */
        WAITS,
        /** For its day. */
        AGREED,
        BEGUN,
        WITHDRAWN,
        /** Nobody agreed in time. */
        OVER
    }

    State state(Instant now, LocalDate today) {
        if (withdrawnAt != null) {
            return State.WITHDRAWN;
        }
        if (begins != null) {
            return begins.isAfter(today) ? State.AGREED : State.BEGUN;
        }
        return now.isBefore(askedAt.plus(RetentionLimits.REQUEST_LIFE)) ? State.WAITS : State.OVER;
    }
}

package org.vigie.retention;

import java.time.Duration;
import java.time.LocalTime;

/** Limits of retention. */
final class RetentionLimits {
    /** No rule erases sooner: the shortest preservation that a law of the reference sets is 21 days. */
    static final int DAYS_MIN = 30;

    /** A hundred years: for ever, to a rule. */
    static final int DAYS_MAX = 36_525;

    /** Days from the agreement of a second administrator to the first on which a rule counts that erases sooner. */
    static final int SOONER_DAYS_AHEAD_MIN = 7;

    /** How long a colleague can agree to such a rule. */
    static final Duration REQUEST_LIFE = Duration.ofDays(3);

    /** Characters of a law that a rule names. */
    static final int BASIS_CHARACTERS_MAX = 300;

    /** Characters of a reason. */
    static final int REASON_CHARACTERS_MAX = 1_000;

    /** Records looked at in one turn of a night. */
    static final int BATCH = 100;

    /** After which a turn of a night ends before its next record; far below the lease of a piece of work. */
    static final Duration TURN_MAX = Duration.ofMinutes(1);

    /** Records erased in one night for one organisation; the rest waits for the next. */
    static final int ERASED_A_NIGHT = 20_000;

    /** When a night's run begins, UTC. */
    static final LocalTime NIGHT = LocalTime.of(2, 30);

    /** Rules, holds and erasures shown. */
    static final int SHOWN_MAX = 200;

    private RetentionLimits() {}
}

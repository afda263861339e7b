package org.vigie.seal;

import java.time.Duration;

/** Limits of sealing and of the keys. */
final class SealLimits {
    /** Values sealed again in one transaction. */
    static final int RESEALED_AT_ONCE = 200;

    /** Rows looked at in one transaction, when few or none of them have a value to seal again. */
    static final int LOOKED_AT_ONCE = 10_000;

    /** Organisations that are asked in one transaction whether they have a value to seal again. */
    static final int ORGANISATIONS_AT_ONCE = 500;

    /** Rows of a table for which that is asked so; of an organisation with more of them they are looked at in batches. */
    static final int SKIMMED_ROWS = 200;

    /** How long one turn of sealing again may take before it lets other work go first. */
    static final Duration RESEAL_TURN = Duration.ofSeconds(30);

    /** A turn that could not go on, since tips were closed, is taken again after this. */
    static final Duration RESEAL_PAUSE = Duration.ofMinutes(1);

    /** How long after a rotation old keys may go: by then every process uses the new one. */
    static final Duration RETIRE_AFTER = Duration.ofSeconds(60);

    /** How often the database is asked, at most, whether another copy of Vigie has newer keys; far below the time above. */
    static final Duration NAMED_ASKED_EVERY = Duration.ofSeconds(2);

    /** Keys of one purpose, with those before. */
    static final int KEYS_MAX = 50;

    private SealLimits() {}
}

package org.vigie.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a client gets no answers, until a person has decided.
 *
 * @param questions how many of its questions led to it
 * @param decidedAt null while nobody has decided
 * @param reason of the person who decided
 */
record ClientHold(
        UUID id,
        UUID client,
        String clientName,
        Cause cause,
        int questions,
        State state,
        Instant heldAt,
        @Nullable Instant decidedAt,
        @Nullable String reason,
        int version) {
    /** What it looked like. The words are under {@code api.hold.cause.…}. */
    enum Cause {
        /** Questions that each resemble an earlier one and lead farther away. */
        CLIMB,
        /** Questions that resemble each other and lie now on this, now on that side of what is listed. */
        CROSSING,
        /** It asked for a hash that is on no list and that nobody should know. */
        CANARY
    }

    /** How it stands. The words are under {@code api.hold.state.…}. */
    enum State {
        HELD,
        SUSPENDED,
        LIFTED
    }

    public boolean isWaiting() {
        return state == State.HELD;
    }

    public boolean isOpen() {
        return state != State.LIFTED;
    }
}

package org.vigie.api;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a client shall be told more, come in without signing, or be believed under another key while it is told more: what one
 * administrator asks for and another agrees to.
 *
 * @param days for how long a token shall be good; null where none is asked for
 * @param jwk the public key that shall be believed; null where none is asked for
 * @param askedBy null where the operator of the server did it, who needs nobody
 * @param decidedBy null while nobody has decided, and where nobody needs to
 * @param agreed null while nobody has decided
 * @param takenAt when the token was made; null before
 */
record ClientRequest(
        UUID id,
        UUID client,
        What what,
        @Nullable Integer days,
        @Nullable String jwk,
        @Nullable UUID askedBy,
        Instant askedAt,
        @Nullable UUID decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Boolean agreed,
        @Nullable Instant takenAt) {

    /** What is asked for. */
    enum What {
        /** The client is told entries and distances. */
        INSIDE,
        /** It gets a token that lives for days. */
        TOKEN,
        /** It is inside, and gets another key. */
        KEY
    }

    /** By which people know the key, as on the page; empty where none is asked for. */
    public String thumbprint() {
        return jwk == null ? "" : PublicKeys.thumbprint(PublicKeys.parse(jwk));
    }

    /** Where it stands. */
    enum State {
        /** For a colleague of who asked. */
        WAITS,
        /** For who asked, to make the token. */
        READY,
        DONE,
        DECLINED,
        /** Nobody decided, or nobody made the token, in time. */
        OVER,
        /** By the operator, on the server. */
        OPERATOR
    }

    /** Until when a colleague can decide, or who asked can make the token; null where nothing waits. */
    public @Nullable Instant ends(Instant now) {
        return switch (state(now)) {
            case WAITS -> askedAt.plus(ApiLimits.REQUEST_LIFE);
            case READY -> Objects.requireNonNull(decidedAt).plus(ApiLimits.TOKEN_MADE_WITHIN);
            case DONE, DECLINED, OVER, OPERATOR -> null;
        };
    }

    State state(Instant now) {
        if (askedBy == null) {
            return State.OPERATOR;
        }
        if (decidedAt == null) {
            return now.isBefore(askedAt.plus(ApiLimits.REQUEST_LIFE)) ? State.WAITS : State.OVER;
        }
        if (!Boolean.TRUE.equals(agreed)) {
            return State.DECLINED;
        }
        if (what != What.TOKEN || takenAt != null) {
            return State.DONE;
        }
        return now.isBefore(decidedAt.plus(ApiLimits.TOKEN_MADE_WITHIN)) ? State.READY : State.OVER;
    }
}

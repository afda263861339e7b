package org.vigie.item;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time of being there, from appearing to being gone. When it went nobody saw: between {@code lastSeenUp} and
 * {@code firstSeenDown}.
 *
 * @param confirmedAt null until the second fetch matched
 * @param notifiedAt when the host was asked first; null until then
 * @param lastMissed the last look that missed it; null while none did
 * @param firstSeenDown null until it is gone
 * @param goneAt when that was decided; null until then
 */
public record Spell(
        int number,
        Instant firstSeen,
        @Nullable Instant confirmedAt,
        @Nullable Instant notifiedAt,
        Instant lastSeenUp,
        @Nullable Instant lastMissed,
        @Nullable Instant firstSeenDown,
        @Nullable Instant goneAt) {
    static Spell opened(int number, Instant at) {
        return new Spell(number, at, null, null, at, null, null, null);
    }

    Spell confirmed(Instant at) {
        return new Spell(number, firstSeen, at, notifiedAt, later(lastSeenUp, at), lastMissed, firstSeenDown, goneAt);
    }

    Spell notified(Instant at) {
        return new Spell(number, firstSeen, confirmedAt, at, lastSeenUp, lastMissed, firstSeenDown, goneAt);
    }

    Spell seenUp(Instant at) {
        return new Spell(
                number, firstSeen, confirmedAt, notifiedAt, later(lastSeenUp, at), lastMissed, firstSeenDown, goneAt);
    }

    Spell missed(Instant at) {
        Instant last = lastMissed == null ? at : later(lastMissed, at);
        return new Spell(number, firstSeen, confirmedAt, notifiedAt, lastSeenUp, last, firstSeenDown, goneAt);
    }

    /** @throws IllegalArgumentException where it would have gone before it was last seen */
    Spell gone(Instant seenUp, Instant seenDown, Instant decided) {
        Instant up = later(lastSeenUp, seenUp);
        if (seenDown.isBefore(up)) {
            throw new IllegalArgumentException("seen down at %s, but up at %s".formatted(seenDown, up));
        }
        return new Spell(number, firstSeen, confirmedAt, notifiedAt, up, lastMissed, seenDown, decided);
    }

    /** Whether the last look did not find it, or it is gone. */
    public boolean isMissing() {
        return goneAt != null || (lastMissed != null && lastMissed.isAfter(lastSeenUp));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

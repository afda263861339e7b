package org.vigie.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that must not end.
 *
 * @param number by which people know the record
 * @param reason why, as typed
 * @param liftedAt when a person ended it; null while it holds
 */
record Hold(
        UUID id,
        String kind,
        long number,
        UUID record,
        String reason,
        Instant placedAt,
        @Nullable Instant liftedAt) {
    /** Without the reason, which somebody wrote. */
    @Override
    public String toString() {
        return "Hold[" + id + "]";
    }
}

package org.vigie.retention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that must not end.
 *
 * @param number by which people know the record; null for one that they know by its id
 * @param reason why, as typed
 * @param liftedAt when a person ended it; null while it holds
 */
record Hold(
        UUID id,
        String kind,
        @Nullable Long number,
        UUID record,
        String reason,
        Instant placedAt,
        @Nullable Instant liftedAt) {
    /** What people call the record. */
    public String name() {
        return number == null ? record.toString() : number.toString();
    }

    /** Without the reason, which somebody wrote. */
    @Override
    public String toString() {
        return "Hold[" + id + "]";
    }
}

package org.vigie.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hash that comes from nowhere: it is on no list, never in an export, and never makes an item.
 *
 * @param note to whom or where it was given
 * @param withdrawnAt null while who asks for it is held
 */
record Canary(
        UUID id, String note, Instant madeAt, @Nullable Instant withdrawnAt) {
    public boolean isWithdrawn() {
        return withdrawnAt != null;
    }
}

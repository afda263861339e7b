package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A passkey as its person sees it.
 *
 * @param label by which the person knows it
 * @param backedUp a copy lies with its maker's service, so that it outlives the device
 * @param lastUsedAt null until it was used
 */
record Passkey(
        UUID id,
        String label,
        boolean backedUp,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}

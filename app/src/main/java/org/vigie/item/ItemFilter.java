package org.vigie.item;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which items a page lists.
 *
 * @param state null for every state
 * @param holdReason null for every reason of waiting
 * @param beforeAt with {@code beforeId} the last row of the page before; null for the first page
 */
record ItemFilter(
        @Nullable ItemState state,
        @Nullable HoldReason holdReason,
        @Nullable Instant beforeAt,
        @Nullable UUID beforeId) {}

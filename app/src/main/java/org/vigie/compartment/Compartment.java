package org.vigie.compartment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A compartment, as its members know it.
 *
 * @param closedAt since then nothing and nobody comes in any more; null while it is open
 */
public record Compartment(
        CompartmentId id,
        String name,
        Instant openedAt,
        @Nullable Instant closedAt) {
    public boolean isOpen() {
        return closedAt == null;
    }

    /** Without its name, which may tell what it is about. */
    @Override
    public String toString() {
        return "Compartment[" + id + "]";
    }
}

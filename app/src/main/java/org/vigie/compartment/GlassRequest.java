package org.vigie.compartment;

import java.time.Instant;
import java.util.UUID;

/**
 * That somebody asked to see in behind a wall at once, and waits for a colleague who agrees.
 *
 * @param content of which they know the id
 * @param reason why it cannot wait
 */
record GlassRequest(UUID id, UUID person, UUID content, String reason, Instant askedAt) {
    public Instant ends() {
        return askedAt.plus(CompartmentLimits.GLASS_ASKED_LIFE);
    }

    /** Without what people wrote. */
    @Override
    public String toString() {
        return "GlassRequest[" + id + "]";
    }
}

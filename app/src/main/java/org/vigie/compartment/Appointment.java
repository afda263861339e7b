package org.vigie.compartment;

import java.time.Instant;
import java.util.UUID;

/**
 * That an administrator asked to let somebody into a compartment that nobody sees into any more, and waits for another who agrees.
 *
 * @param person who shall be let in
 */
record Appointment(UUID id, CompartmentId compartment, UUID person, String reason, UUID askedBy, Instant askedAt) {
    public Instant ends() {
        return askedAt.plus(CompartmentLimits.APPOINTMENT_LIFE);
    }

    /** Without what people wrote. */
    @Override
    public String toString() {
        return "Appointment[" + id + "]";
    }
}

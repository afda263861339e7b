package org.vigie.compartment;

import java.util.UUID;

/** Names one compartment. */
public record CompartmentId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

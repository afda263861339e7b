package org.vigie.provider;

import java.util.UUID;

/** Names one contact of one provider. */
public record ContactId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}

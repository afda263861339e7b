package org.vigie.exchange;

import java.util.UUID;

/** Names a service from which a list is kept up to date. */
public record SourceId(UUID value) {
    static SourceId fresh() {
        return new SourceId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

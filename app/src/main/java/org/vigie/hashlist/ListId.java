package org.vigie.hashlist;

import java.util.UUID;

/** Names one hash list. */
public record ListId(UUID value) {
    static ListId fresh() {
        return new ListId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

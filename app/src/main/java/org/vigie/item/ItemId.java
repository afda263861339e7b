package org.vigie.item;

import java.util.UUID;

/** Names one item. */
public record ItemId(UUID value) {
    static ItemId fresh() {
        return new ItemId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

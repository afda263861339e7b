package org.vigie.item;

import java.util.UUID;

/** Names one item. */
public record ItemId(UUID value) {
    static ItemId fresh() {
        return new ItemId(UUID.randomUUID());
    }

    /** Its first eight digits, by which people speak of it. */
    public String brief() {
        return value.toString().substring(0, 8);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

package org.vigie.crawl;

import java.util.UUID;

/** Names one look at an item. */
public record LookId(UUID value) {
    static LookId fresh() {
        return new LookId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

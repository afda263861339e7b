package org.vigie.crawl;

import java.util.UUID;

/** Names one lead. */
public record LeadId(UUID value) {
    static LeadId fresh() {
        return new LeadId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

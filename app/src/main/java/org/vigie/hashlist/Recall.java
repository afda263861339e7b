package org.vigie.hashlist;

import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;

/**
 * A source takes back what it said.
 *
 * @param line the number of the record
 * @param hash of the entry; null where the source names it by its own id alone
 * @param sourceId all entries that the source gave under that name; empty where it names the hash
 */
public record Recall(long line, @Nullable HashValue hash, String sourceId) {
    /** @throws IllegalArgumentException unless it says what is taken back */
    public Recall {
        if (hash == null && sourceId.isEmpty()) {
            throw new IllegalArgumentException("a recall of nothing");
        }
    }
}

package org.vigie.hashlist;

import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/**
 * A source takes back what it said.
 *
 * @param line the number of the record
 * @param hash of the entry; null where the source names it by its own id alone, or it is not computed here
 * @param opaque the same of a hash that is not computed here
 * @param sourceId all entries that the source gave under that name; empty where it names the hash
 */
public record Recall(
        long line, @Nullable HashValue hash, @Nullable OpaqueHash opaque, String sourceId) {
    /** @throws IllegalArgumentException unless it says what is taken back, and of one kind */
    public Recall {
        if (hash == null && opaque == null && sourceId.isEmpty()) {
            throw new IllegalArgumentException("a recall of nothing");
        }
        if (opaque != null && (hash != null || !sourceId.isEmpty())) {
            throw new IllegalArgumentException("a recall of two things");
        }
    }

    /** Of an entry whose hash is computed here, or of all that the source gave under a name. */
    public Recall(long line, @Nullable HashValue hash, String sourceId) {
        this(line, hash, null, sourceId);
    }

    /** Of an entry whose hash is not computed here. */
    public static Recall ofOpaque(long line, OpaqueHash hash) {
        return new Recall(line, null, hash, "");
    }
}

package org.vigie.hashlist;

import java.util.UUID;

/** Names one import of a file; every entry keeps the one that brought it. */
public record ImportId(UUID value) {
    static ImportId fresh() {
        return new ImportId(UUID.randomUUID());
    }
}

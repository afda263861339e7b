package org.vigie.exchange;

import java.util.List;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.Provenance;

/**
 * What one page of a service says under one key.
 *
 * @param key under which the service knows it, 1 to 200 characters
 * @param isDeleted whether it was taken back
 * @param hashes of the kinds that are compared here; none of what was taken back
 * @param isHashBad whether a hash of such a kind could not be read
 */
record SourceEntry(
        String key,
        boolean isDeleted,
        String classAsGiven,
        Provenance provenance,
        List<HashValue> hashes,
        boolean isHashBad) {
    SourceEntry {
        hashes = isDeleted ? List.of() : List.copyOf(hashes);
    }
}

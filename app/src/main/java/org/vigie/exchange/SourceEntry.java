package org.vigie.exchange;

import java.util.List;
import java.util.stream.Stream;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.hashlist.Provenance;

/**
 * What one page of a service says under one key.
 *
 * @param key under which the service knows it, 1 to 200 characters
 * @param isDeleted whether it was taken back
 * @param hashes of the kinds that are compared here; none of what was taken back
 * @param opaque of kinds that are not computed here; none of what was taken back
 * @param isHashBad whether a hash of a known kind could not be read
 */
record SourceEntry(
        String key,
        boolean isDeleted,
        String classAsGiven,
        Provenance provenance,
        List<HashValue> hashes,
        List<OpaqueHash> opaque,
        boolean isHashBad) {
    SourceEntry {
        hashes = isDeleted ? List.of() : List.copyOf(hashes);
        opaque = isDeleted ? List.of() : List.copyOf(opaque);
    }

    /** All that is said under the key. */
    List<ClaimedHash> claims() {
        return Stream.concat(hashes.stream().map(ClaimedHash::of), opaque.stream().map(ClaimedHash::of))
                .toList();
    }
}

package org.vigie.exchange;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vigie.core.hash.HashAlgorithm;
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
 * @param votes on hashes of one kind, where the service has votes on hashes and not on entries
 */
record SourceEntry(
        String key,
        boolean isDeleted,
        String classAsGiven,
        Provenance provenance,
        List<HashValue> hashes,
        List<OpaqueHash> opaque,
        boolean isHashBad,
        Map<HashAlgorithm, Votes> votes) {
    SourceEntry {
        hashes = isDeleted ? List.of() : List.copyOf(hashes);
        opaque = isDeleted ? List.of() : List.copyOf(opaque);
        votes = Map.copyOf(votes);
    }

    /** What the service tells of one of its hashes. */
    Provenance provenance(HashValue hash) {
        Votes own = votes.get(hash.algorithm());
        return own == null
                ? provenance
                : new Provenance(
                        provenance.sourceId(),
                        provenance.classifier(),
                        provenance.version(),
                        provenance.classifiedAt(),
                        own.affirmed(),
                        own.refuted());
    }

    /** All that is said under the key. */
    List<ClaimedHash> claims() {
        return Stream.concat(
                        hashes.stream().map(ClaimedHash::of), opaque.stream().map(ClaimedHash::of))
                .toList();
    }
}

package org.vigie.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/**
 * One entry of NCMEC's hash sharing as a page has it.
 *
 * @param member who contributed it, by number
 * @param type image or video
 * @param isDeleted whether the member took it back; it then has no hashes
 * @param classification A1, A2, B1 or B2, or whatever else was sent; empty where nothing was
 * @param changedAt null where it was not sent
 * @param hashes of the kinds that are compared here
 * @param opaque of kinds that are not computed here, such as PhotoDNA
 * @param isHashBad whether a hash that is computed here, or one of PhotoDNA, could not be read
 * @param votes of other members on its hashes, by their kinds
 */
record NcmecEntry(
        String member,
        String id,
        String type,
        boolean isDeleted,
        String classification,
        @Nullable Instant changedAt,
        List<HashValue> hashes,
        List<OpaqueHash> opaque,
        boolean isHashBad,
        Map<HashAlgorithm, Votes> votes) {
    NcmecEntry {
        hashes = List.copyOf(hashes);
        opaque = List.copyOf(opaque);
        votes = Map.copyOf(votes);
    }

    /** Under which it is known: ids are those of the member. */
    String key() {
        return member + "-" + id;
    }
}

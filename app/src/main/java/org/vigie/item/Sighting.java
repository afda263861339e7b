package org.vigie.item;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.MediaHashes;
import org.vigie.organisation.OrgId;

/**
 * What a fetch saw at an address: media whose hashes match a list.
 *
 * @param address the final address that served the bytes
 * @param hostName the host of that address
 * @param peerIp the numeric address of the server that answered; null where it is not known any more
 * @param foundOn the page that showed it; null where the address itself was reported
 * @param matches at least one
 */
public record Sighting(
        OrgId org,
        CanonicalAddress address,
        String hostName,
        @Nullable String peerIp,
        @Nullable CanonicalAddress foundOn,
        MediaHashes hashes,
        List<ItemMatch> matches,
        Instant at) {
    public Sighting {
        matches = List.copyOf(matches);
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("a sighting without a match is none");
        }
    }
}

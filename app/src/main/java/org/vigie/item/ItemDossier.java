package org.vigie.item;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.MediaHashes;

/**
 * All that a notice needs of an item. It holds opened addresses: audit the reading when it is for a person, and never log it.
 *
 * @param foundOn the pages that show it, at most {@link ItemLimits#PAGES_READ_MAX}
 * @param hashes of what was seen there last
 * @param peerIp numeric address of the server that answered last; empty when not known
 * @param matches of the present spell
 */
public record ItemDossier(
        Item item,
        Spell spell,
        CanonicalAddress address,
        List<CanonicalAddress> foundOn,
        MediaHashes hashes,
        Optional<String> peerIp,
        List<ItemMatch> matches,
        Instant lastSighting) {
    public ItemDossier {
        foundOn = List.copyOf(foundOn);
        matches = List.copyOf(matches);
    }

    /** The id alone, so that no log line prints the rest by accident. */
    @Override
    public String toString() {
        return "ItemDossier[" + item.id() + "]";
    }
}

package org.vigie.item;

import java.util.UUID;
import org.vigie.core.hash.HashValue;

/**
 * One entry that one media file at one item matched.
 *
 * @param sighting the row in which it was seen; with the entry, the place in the order of {@link FindingService#since}
 * @param sha256 of the file that was served
 * @param entry the number of the entry
 */
public record Finding(
        UUID sighting,
        ItemId item,
        HashValue sha256,
        String listName,
        long entry,
        HashValue entryHash,
        ItemMatch.Kind kind,
        int distance) {}

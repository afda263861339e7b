package org.vigie.item;

import java.util.List;
import java.util.Optional;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoOverlap;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/**
 * An entry of a hash list that something at the item's address matched.
 *
 * @param listName the list's name at the time
 * @param entryHash the hash on the list
 * @param distance bits that differ, 0 to 31; 0 for an exact match, and for a known video those of its frames on average
 * @param stretches where in a video its frames matched; none where the file matched as a whole
 * @param mayNotify whether the list's owner let this match lead to a notice without a person, at the time
 * @param overlap what the video shares with the entry, where that is a known video
 */
public record ItemMatch(
        ListId list,
        String listName,
        EntryId entry,
        HashValue entryHash,
        Kind kind,
        int distance,
        MaterialClass materialClass,
        boolean mayNotify,
        List<Stretch> stretches,
        Optional<VideoOverlap> overlap) {
    /** How it matched. */
    public enum Kind {
        /** The same bytes. */
        EXACT,
        /** A picture that looks alike, or a video with frames that do. */
        NEAR
    }

    /** A match of a file as a whole. */
    public ItemMatch(
            ListId list,
            String listName,
            EntryId entry,
            HashValue entryHash,
            Kind kind,
            int distance,
            MaterialClass materialClass,
            boolean mayNotify) {
        this(list, listName, entry, entryHash, kind, distance, materialClass, mayNotify, List.of());
    }

    /** A match of a file as a whole, or of frames with an entry that is no known video. */
    public ItemMatch(
            ListId list,
            String listName,
            EntryId entry,
            HashValue entryHash,
            Kind kind,
            int distance,
            MaterialClass materialClass,
            boolean mayNotify,
            List<Stretch> stretches) {
        this(list, listName, entry, entryHash, kind, distance, materialClass, mayNotify, stretches, Optional.empty());
    }

    public ItemMatch {
        stretches = List.copyOf(stretches);
        if (distance < 0 || (kind == Kind.EXACT && distance != 0)) {
            throw new IllegalArgumentException("a distance of %d is impossible for %s".formatted(distance, kind));
        }
        if (overlap.isPresent() != (entryHash.algorithm() == HashAlgorithm.VPDQ)) {
            throw new IllegalArgumentException("a match with a known video says what is shared, and no other does");
        }
    }

    /** Whether frames of a video matched. */
    public boolean isOfFrames() {
        return !stretches.isEmpty();
    }

    /** Whether both say that the same entry was met in the same way, however near. */
    boolean isSameEntryAs(ItemMatch other) {
        return entry.equals(other.entry) && kind == other.kind;
    }
}

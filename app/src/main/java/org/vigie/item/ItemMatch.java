package org.vigie.item;

import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/**
 * An entry of a hash list that something at the item's address matched.
 *
 * @param listName the list's name at the time
 * @param entryHash the hash on the list
 * @param distance bits that differ, 0 to 31; 0 for an exact match
 * @param mayNotify whether the list's owner let this match lead to a notice without a person, at the time
 */
public record ItemMatch(
        ListId list,
        String listName,
        EntryId entry,
        HashValue entryHash,
        Kind kind,
        int distance,
        MaterialClass materialClass,
        boolean mayNotify) {
    /** How it matched. */
    public enum Kind {
        /** The same bytes. */
        EXACT,
        /** A picture that looks alike. */
        NEAR
    }

    public ItemMatch {
        if (distance < 0 || (kind == Kind.EXACT && distance != 0)) {
            throw new IllegalArgumentException("a distance of %d is impossible for %s".formatted(distance, kind));
        }
    }

    /** Whether both say that the same entry was met in the same way, however near. */
    boolean isSameEntryAs(ItemMatch other) {
        return entry.equals(other.entry) && kind == other.kind;
    }
}

package org.vigie.match;

import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/**
 * One entry of one list that a media file matches.
 *
 * @param entry the entry's number, see {@link org.vigie.hashlist.EntryId}
 * @param entryHash the hash on the list, which for a near match differs from the file's own
 * @param distance bits that differ: 0 for an exact match, 0 to {@value org.vigie.core.hash.Pdq#RADIUS} for a near one
 * @param mayNotify whether the list's owner lets this match lead to a notice without a person
 */
public record Match(
        ListId list,
        String listName,
        long entry,
        HashValue entryHash,
        Kind kind,
        int distance,
        MaterialClass materialClass,
        boolean mayNotify) {
    /** The same of an entry with another number. */
    Match asEntry(long number) {
        return new Match(list, listName, number, entryHash, kind, distance, materialClass, mayNotify);
    }

    /** How a file matches. */
    public enum Kind {
        /** The same bytes: a cryptographic hash is on the list. */
        EXACT,
        /** A picture that looks alike: its PDQ hash is near one on the list. */
        NEAR
    }
}

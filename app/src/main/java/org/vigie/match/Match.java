package org.vigie.match;

import java.util.List;
import java.util.Optional;
import org.vigie.core.hash.HashValue;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoOverlap;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

/**
 * One entry of one list that a media file matches.
 *
 * @param entry the entry's number, see {@link org.vigie.hashlist.EntryId}
 * @param entryHash the hash on the list, which for a near match differs from the file's own
 * @param distance bits that differ: 0 for an exact match, 0 to {@value org.vigie.core.hash.Pdq#RADIUS} for a near one; with a known
 *     video, those of the frames that match on average
 * @param stretches where in a video its frames matched; none where the file matched as a whole
 * @param mayNotify whether the list's owner lets this match lead to a notice without a person
 * @param overlap what the video shares with the entry, where that is a known video
 */
public record Match(
        ListId list,
        String listName,
        long entry,
        HashValue entryHash,
        Kind kind,
        int distance,
        MaterialClass materialClass,
        boolean mayNotify,
        List<Stretch> stretches,
        Optional<VideoOverlap> overlap) {
    public Match {
        stretches = List.copyOf(stretches);
    }

    /** A match of a file as a whole. */
    public Match(
            ListId list,
            String listName,
            long entry,
            HashValue entryHash,
            Kind kind,
            int distance,
            MaterialClass materialClass,
            boolean mayNotify) {
        this(list, listName, entry, entryHash, kind, distance, materialClass, mayNotify, List.of(), Optional.empty());
    }

    /** The same of a video, some frames of which matched. */
    Match in(List<Stretch> where, boolean notifies) {
        return new Match(list, listName, entry, entryHash, kind, distance, materialClass, notifies, where, overlap);
    }

    /** The same of an entry with another number. */
    Match asEntry(long number) {
        return new Match(
                list, listName, number, entryHash, kind, distance, materialClass, mayNotify, stretches, overlap);
    }

    /** How a file matches. */
    public enum Kind {
        /** The same bytes: a cryptographic hash is on the list. */
        EXACT,
        /** A picture that looks alike: its PDQ hash is near one on the list. Or a video that shares frames with a known one. */
        NEAR
    }
}

package org.vigie.hashlist;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A time in which no match with an entry leads to a notice, because it suddenly matched far too much.
 *
 * @param items that it had matched by then, counted since {@code since} and up to a limit
 * @param hosts of these items
 * @param outcome null while it lasts
 * @param endedAt null while it lasts
 */
public record EntryHold(
        UUID id,
        ListId list,
        EntryId entry,
        int items,
        int hosts,
        Instant since,
        Instant heldAt,
        @Nullable Outcome outcome,
        @Nullable Instant endedAt) {
    /** How a person ended it. The words are under {@code hashlist.hold.…}. */
    public enum Outcome {
        /** The entry is right: what waited goes on. */
        RELEASED,
        /** The entry is wrong: it was withdrawn. */
        WITHDRAWN
    }
}

package org.vigie.retromatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;
import org.vigie.crawl.SeenRange;
import org.vigie.hashlist.ListId;

/**
 * How far the comparison of one list with all media has come.
 *
 * @param generation counts what was asked for
 * @param askedAt when the list changed last
 * @param position the media that was compared last; null at the beginning
 * @param stopAt where the round stood when the list changed last; null where that was at the beginning
 * @param isWrapped whether it has gone over the end, or needs not
 * @param compared media, with repetitions
 * @param found items that were made or reopened
 * @param finishedAt null while there is something left to do
 */
record Round(
        ListId list,
        State state,
        int generation,
        Instant askedAt,
        @Nullable HashValue position,
        @Nullable HashValue stopAt,
        boolean isWrapped,
        long compared,
        long found,
        @Nullable Instant finishedAt) {
    /** What is left. */
    enum State {
        /** All media is being compared. */
        ALL,
        /** All was compared; what was seen lately will be once more. */
        LATE,
        /** Nothing. */
        DONE
    }

    private static final int ALL_OF_IT = 1 << 16;

    /** A round from the beginning to the end. */
    static Round asked(ListId list, Instant at) {
        return new Round(list, State.ALL, 1, at, null, null, true, 0, 0, null);
    }

    /** The list changed again. */
    Round askedAgain(Instant at) {
        return state == State.ALL
                ? new Round(
                        list, state, generation + 1, at, position, position, position == null, compared, found, null)
                : new Round(list, State.ALL, generation + 1, at, null, null, true, 0, 0, null);
    }

    /** What is to be compared next. */
    SeenRange rest() {
        return new SeenRange(position, isWrapped ? stopAt : null);
    }

    /** A page was compared, which was not the last of the range. */
    Round after(HashValue last, int media, int items) {
        return new Round(
                list, state, generation, askedAt, last, stopAt, isWrapped, compared + media, found + items, null);
    }

    /** The range is used up. */
    Round atTheEnd(Instant now) {
        return switch (state) {
            case ALL ->
                isWrapped
                        ? new Round(list, State.LATE, generation, askedAt, null, null, true, compared, found, null)
                        : new Round(list, state, generation, askedAt, null, stopAt, true, compared, found, null);
            case LATE, DONE -> new Round(list, State.DONE, generation, askedAt, null, null, true, compared, found, now);
        };
    }

    /** How much of it is done, 0 to 100: hashes are spread evenly, so the place of one in their order is a share of all. */
    int percent() {
        if (state != State.ALL) {
            return 100;
        }
        int at = place(position);
        int stop = place(stopAt);
        int done = isWrapped && stopAt != null ? ALL_OF_IT - stop + at : at - stop;
        return Math.clamp(100L * done / ALL_OF_IT, 0, 99);
    }

    private static int place(@Nullable HashValue hash) {
        if (hash == null) {
            return 0;
        }
        byte[] bytes = hash.bytes();
        return (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    }
}

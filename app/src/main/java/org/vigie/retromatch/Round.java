package org.vigie.retromatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashValue;
import org.vigie.crawl.SeenRange;
import org.vigie.hashlist.EntryMark;
import org.vigie.hashlist.ListId;

/**
 * How far the comparison of one list with all media has come.
 *
 * <p>Where entries were added, they are looked up among the media, and videos are compared with the list ({@link State#NEW},
 * {@link State#VIDEOS}). Where the list changed otherwise, all media is compared with it first ({@link State#ALL}).
 *
 * @param generation counts what was asked for
 * @param askedAt when the list changed last
 * @param lateFrom when it changed first since everything was done: what was seen about then or later is compared once more
 * @param position the media that was compared last; null at the beginning
 * @param stopAt where the round stood when the list changed last; null where that was at the beginning
 * @param isWrapped whether it has gone over the end, or needs not
 * @param news how far it has come with new entries
 * @param compared media, with repetitions
 * @param found items that were made or reopened
 * @param finishedAt null while there is something left to do
 */
record Round(
        ListId list,
        State state,
        int generation,
        Instant askedAt,
        Instant lateFrom,
        @Nullable HashValue position,
        @Nullable HashValue stopAt,
        boolean isWrapped,
        News news,
        long compared,
        long found,
        @Nullable Instant finishedAt) {
    /** What is left. */
    enum State {
        /** All media is being compared; then there may be new entries. */
        ALL,
        /** New entries are being looked up. */
        NEW,
        /** New entries were looked up; videos are being compared. */
        VIDEOS,
        /** All was compared; what was seen lately will be once more. */
        LATE,
        /** Nothing. */
        DONE
    }

    private static final int ALL_OF_IT = 1 << 16;

    /**
     * A round from the beginning to the end.
     *
     * @param mark before all entries of which it is not known that the round will meet them
     */
    static Round asked(ListId list, Instant at, EntryMark mark) {
        return asked(list, State.ALL, 1, at, at, News.since(mark));
    }

    /** A round of a list that had no entries before. */
    static Round added(ListId list, Instant at) {
        return asked(list, State.NEW, 1, at, at, News.since(EntryMark.BEGINNING));
    }

    private static Round asked(ListId list, State state, int generation, Instant at, Instant lateFrom, News news) {
        return new Round(list, state, generation, at, lateFrom, null, null, true, news, 0, 0, null);
    }

    /** The list changed again, in whatever way. */
    Round askedAgain(Instant at, EntryMark mark) {
        return switch (state) {
            case ALL ->
                new Round(
                        list,
                        state,
                        generation + 1,
                        at,
                        lateFrom,
                        position,
                        position,
                        position == null,
                        new News(mark, news.entries(), 0, news.isNear()),
                        compared,
                        found,
                        null);
            case NEW, VIDEOS -> with(State.ALL, new News(mark, news.entries(), 0, news.isNear()), generation + 1, at);
            case LATE -> asked(list, State.ALL, generation + 1, at, lateFrom, News.since(mark));
            case DONE -> asked(list, State.ALL, generation + 1, at, at, News.since(mark));
        };
    }

    /** Entries were added. They lie behind the mark: whatever the round is at, it comes to them. */
    Round addedAgain(Instant at) {
        return switch (state) {
            case ALL ->
                new Round(
                        list,
                        state,
                        generation + 1,
                        at,
                        lateFrom,
                        position,
                        stopAt,
                        isWrapped,
                        news,
                        compared,
                        found,
                        null);
            case NEW, VIDEOS -> with(State.NEW, news, generation + 1, at);
            case LATE -> asked(list, State.NEW, generation + 1, at, lateFrom, News.since(news.mark()));
            case DONE -> asked(list, State.NEW, generation + 1, at, at, News.since(news.mark()));
        };
    }

    /** At the beginning of a state. */
    private Round with(State next, News now, int generationNow, Instant at) {
        return new Round(list, next, generationNow, at, lateFrom, null, null, true, now, compared, found, null);
    }

    /** What is to be compared next. */
    SeenRange rest() {
        return new SeenRange(position, isWrapped ? stopAt : null);
    }

    /** A page was compared, which was not the last of the range. */
    Round after(HashValue last, int media, int items) {
        return new Round(
                list,
                state,
                generation,
                askedAt,
                lateFrom,
                last,
                stopAt,
                isWrapped,
                news,
                compared + media,
                found + items,
                null);
    }

    /** Entries were looked up, and media that they may be of was compared. */
    Round after(News now, int media, int items) {
        return new Round(
                list,
                state,
                generation,
                askedAt,
                lateFrom,
                position,
                stopAt,
                isWrapped,
                now,
                compared + media,
                found + items,
                null);
    }

    /** New entries shall not be looked up one by one: all media is compared with them, and with those up to the mark. */
    Round throughAll(EntryMark mark) {
        return with(State.ALL, new News(mark, news.entries(), 0, news.isNear()), generation, askedAt);
    }

    /** The range, or what is new, is used up. */
    Round atTheEnd(Instant now) {
        return switch (state) {
            case ALL ->
                isWrapped
                        ? with(State.NEW, news, generation, askedAt)
                        : new Round(
                                list,
                                state,
                                generation,
                                askedAt,
                                lateFrom,
                                null,
                                stopAt,
                                true,
                                news,
                                compared,
                                found,
                                null);
            case NEW -> with(news.isNear() ? State.VIDEOS : State.LATE, news, generation, askedAt);
            case VIDEOS -> with(State.LATE, news, generation, askedAt);
            case LATE, DONE ->
                new Round(
                        list, State.DONE, generation, askedAt, lateFrom, null, null, true, news, compared, found, now);
        };
    }

    /**
     * How much of it is done, 0 to 100: hashes are spread evenly, so the place of one in their order is a share of all; entries
     * are counted.
     */
    int percent() {
        return switch (state) {
            case ALL -> percentOfAll();
            case NEW -> news.entries() == 0 && compared > 0 ? 99 : news.percent();
            case VIDEOS -> 99;
            case LATE, DONE -> 100;
        };
    }

    private int percentOfAll() {
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

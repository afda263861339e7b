package org.vigie.exchange;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.hashlist.ListId;

/**
 * A service from which a list is kept up to date, and how far that has come.
 *
 * @param base address under which its version lies that the service stands for
 * @param isExploitative whether its material is what its owners call exploitative: never counted as child sexual abuse material
 * @param checkpoint everything that it changed before this was taken
 * @param range what is being taken; null between two ranges
 * @param full the last range that was taken to its end; null before the first
 * @param triedAt when it was asked last; null before the first time
 * @param problem why that failed, as a code; null when it did not
 * @param stoppedAt since when a person wants nothing to be taken; null where it is
 */
public record ExchangeSource(
        SourceId id,
        ListId list,
        SourceKind service,
        URI base,
        String user,
        boolean isExploitative,
        Instant checkpoint,
        @Nullable Range range,
        @Nullable Full full,
        @Nullable Instant triedAt,
        @Nullable String problem,
        @Nullable Instant stoppedAt) {
    /** How far we stay behind the clock: the service may not show yet what it dates now. */
    static final Duration BEHIND_THE_CLOCK = Duration.ofSeconds(5);

    /**
     * A range of time whose changes are being taken.
     *
     * @param to its end
     * @param nextPage where it goes on, as the service names it
     * @param at when the service named that
     * @param pages that were taken of it, 1 to {@link ExchangeLimits#PAGES_MAX}
     */
    public record Range(Instant to, String nextPage, Instant at, int pages) {}

    /**
     * A range that was taken to its end.
     *
     * @param at when its last page was taken
     */
    public record Full(Instant from, Instant to, Instant at) {}

    /** The range to go on with; null when there is none or it is too old, and a new one must begin at the checkpoint. */
    @Nullable
    Range fresh(Instant now, Duration staleAfter) {
        return range == null || Duration.between(range.at(), now).compareTo(staleAfter) >= 0 ? null : range;
    }

    ExchangeSource goingOn(Range next, Instant now) {
        return new ExchangeSource(
                id, list, service, base, user, isExploitative, checkpoint, next, full, now, null, stoppedAt);
    }

    /** The whole range was taken: only now the checkpoint moves, since pages are not in the order of time. */
    ExchangeSource upTo(Instant end, Instant now) {
        var whole = new Full(checkpoint, end, now);
        return new ExchangeSource(
                id, list, service, base, user, isExploitative, end, null, whole, now, null, stoppedAt);
    }

    ExchangeSource failed(String why, Instant now) {
        return new ExchangeSource(
                id, list, service, base, user, isExploitative, checkpoint, range, full, now, why, stoppedAt);
    }
}

package org.vigie.crawl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.item.ItemId;

/**
 * One place where an address was met, as the page words it.
 *
 * @param state {@code WAITING}, {@code ENDED} or {@code LEFT_ALONE}, for the word beside it
 * @param reason of the end, of its being left alone, or of its last being put off; null where it was never tried
 * @param waits what it waits for; null where it does not
 * @param at when it ended; null where it did not, or nobody knows
 * @param until before this nothing happens; null where nothing is known of that
 * @param status of the answer; 0 where there was none
 * @param tries so far, of what waits
 */
record WhereMet(
        Encounter.Origin origin,
        String state,
        @Nullable Reason reason,
        @Nullable WaitsFor waits,
        @Nullable Instant at,
        @Nullable Instant until,
        int status,
        int tries,
        @Nullable ItemId found) {
    static WhereMet of(Encounter encounter, boolean isRunning, Instant now) {
        return switch (encounter) {
            case Encounter.Waiting(var origin, var facts, var tries) -> {
                WaitsFor waits = WaitsFor.of(facts, isRunning, now);
                yield new WhereMet(origin, "WAITING", facts.reason(), waits, null, waits.until(facts), 0, tries, null);
            }
            case Encounter.Ended(var origin, var reason, var at, var status, var found) ->
                new WhereMet(origin, "ENDED", reason, null, at, null, status, 0, found);
            case Encounter.LeftAlone(var origin, var reason) ->
                new WhereMet(origin, "LEFT_ALONE", reason, null, null, null, 0, 0, null);
        };
    }
}

package org.vigie.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One reported address, as the staff's list shows it: nothing sealed in it.
 *
 * @param id of the report
 * @param number rises; the list is in its order
 * @param receivedOn the day, which is all that is shown of the time
 * @param fetch whether the address was fetched
 * @param isFirst whether a person had it fetched before all others
 * @param witnesses how many reports name the same address
 * @param items what was found there
 * @param removedAt when all was gone whose host was asked and that was up when the report came, or later; null while
 *     something is up, or when there was nothing of that kind
 */
record Report(
        UUID id,
        UUID incident,
        long number,
        LocalDate receivedOn,
        Fetch fetch,
        boolean isFirst,
        int witnesses,
        int items,
        @Nullable Instant removedAt) {

    enum Fetch {
        WAITING,
        STARTED,
        JOINED,
        HELD_BACK,
        /** Erased before it was fetched. */
        ERASED
    }
}

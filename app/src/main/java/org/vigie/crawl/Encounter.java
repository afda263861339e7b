package org.vigie.crawl;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.item.ItemId;

/** Where the organisation met one address: in a lead, or in a look at an item. */
sealed interface Encounter {
    Origin origin();

    /**
     * What it was met for.
     *
     * @param lead null for looks
     * @param purpose of the lead; null for looks
     * @param look null for leads
     * @param item that is looked at; null for leads
     * @param since when the lead began; null for looks
     */
    record Origin(
            @Nullable LeadId lead,
            @Nullable Purpose purpose,
            LeadState state,
            @Nullable LookKind look,
            @Nullable ItemId item,
            @Nullable Instant since) {
        /** What the audit log names. */
        UUID subject() {
            if (lead != null) {
                return lead.value();
            }
            if (item == null) {
                throw new IllegalStateException("met in nothing");
            }
            return item.value();
        }
    }

    /** It is still to be fetched. */
    record Waiting(Origin origin, WaitsFor.Facts facts, int tries) implements Encounter {}

    /**
     * That is over.
     *
     * @param status of the answer; 0 where there was none
     * @param found the item that it turned out to be, if any
     */
    record Ended(
            Origin origin,
            Reason reason,
            Instant at,
            int status,
            @Nullable ItemId found) implements Encounter {
        /** Naming what it turned out to be only where that is among these. */
        Ended showing(Set<ItemId> visible) {
            return found == null || visible.contains(found) ? this : new Ended(origin, reason, at, status, null);
        }
    }

    /** A page named it, and it was not queued. */
    record LeftAlone(Origin origin, Reason reason) implements Encounter {}
}

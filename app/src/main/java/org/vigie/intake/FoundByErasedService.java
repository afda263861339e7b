package org.vigie.intake;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.item.ItemEnding;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.retention.RetentionService;
import org.vigie.work.WorkQueue;

/**
 * What becomes of an item that only erased reports led to. Once it was confirmed it is the hotline's own record and ends by the
 * rule for items; where nothing came of it, it is erased as well.
 */
@Service
class FoundByErasedService {
    private final Reports reports;
    private final ErasedFinds finds;
    private final ItemEnding items;
    private final RetentionService retention;
    private final WorkQueue work;
    private final Clock clock;

    FoundByErasedService(
            Reports reports,
            ErasedFinds finds,
            ItemEnding items,
            RetentionService retention,
            WorkQueue work,
            Clock clock) {
        this.reports = reports;
        this.finds = finds;
        this.items = items;
        this.retention = retention;
        this.work = work;
        this.clock = clock;
    }

    /** Erases it, leaves it, or remembers it until it is decided. */
    @Transactional
    public void decide(ItemId item) {
        switch (items.became(item)) {
            case UNDECIDED -> remember(item);
            case NOTHING -> {
                finds.forget(item);
                if (!reports.namesPlaceOf(item)) {
                    retention.eraseAfter(ItemEnding.KIND, item.value(), "nothing but an erased report led to it");
                }
            }
            case OURS -> finds.forget(item);
        }
    }

    /** Asks what becomes of it, if it is one of these and was just decided. In the transaction of the decision. */
    @Transactional
    public void decided(ItemId item) {
        if (finds.isNoted(item)) {
            ask(item, clock.instant());
        }
    }

    /** What was decided in the moment in which it was noted first is found by the next asking; later ones are told. */
    private void remember(ItemId item) {
        Instant now = clock.instant();
        Instant since = finds.note(item, CurrentOrganisation.require(), now);
        if (now.isBefore(since.plus(IntakeLimits.UNDECIDED_ASKED_FOR))) {
            ask(item, now.plus(IntakeLimits.UNDECIDED_PAUSE));
        }
    }

    private void ask(ItemId item, Instant due) {
        work.add(FoundByErased.KIND, CurrentOrganisation.require(), item.value(), due);
    }
}

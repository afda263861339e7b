package org.vigie.intake;

import java.time.Clock;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.crawl.LeadForgotten;
import org.vigie.item.ItemEnding;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.retention.RetentionService;
import org.vigie.work.WorkHandler;
import org.vigie.work.WorkQueue;

/**
 * What becomes of an item that only erased reports led to. Once it was confirmed it is the hotline's own record and ends by the
 * rule for items; where nothing came of it, it is erased as well. The work's subject is the item.
 */
@Component
class FoundByErased implements WorkHandler {
    private final Reports reports;
    private final ItemEnding items;
    private final RetentionService retention;
    private final WorkQueue work;
    private final Clock clock;

    FoundByErased(Reports reports, ItemEnding items, RetentionService retention, WorkQueue work, Clock clock) {
        this.reports = reports;
        this.items = items;
        this.retention = retention;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "intake.found-by-erased";
    }

    /** In the transaction in which the lead is forgotten. */
    @EventListener
    void on(LeadForgotten event) {
        event.onlyItsOwn()
                .forEach(item -> work.add(kind(), CurrentOrganisation.require(), item.value(), clock.instant()));
    }

    @Override
    @Transactional
    public void handle(UUID id) {
        var item = new ItemId(id);
        switch (items.became(item)) {
            case UNDECIDED ->
                work.add(
                        kind(),
                        CurrentOrganisation.require(),
                        id,
                        clock.instant().plus(IntakeLimits.UNDECIDED_PAUSE));
            case NOTHING -> {
                if (!reports.namesPlaceOf(item)) {
                    retention.eraseAfter(ItemEnding.KIND, id, "nothing but an erased report led to it");
                }
            }
            case OURS -> {}
        }
    }
}

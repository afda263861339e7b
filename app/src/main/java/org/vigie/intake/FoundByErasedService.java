package org.vigie.intake;

import java.time.Clock;
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
    private final ItemEnding items;
    private final RetentionService retention;
    private final WorkQueue work;
    private final Clock clock;

    FoundByErasedService(Reports reports, ItemEnding items, RetentionService retention, WorkQueue work, Clock clock) {
        this.reports = reports;
        this.items = items;
        this.retention = retention;
        this.work = work;
        this.clock = clock;
    }

    /** Erases it, leaves it, or asks again in a while. */
    @Transactional
    public void decide(ItemId item) {
        switch (items.became(item)) {
            case UNDECIDED ->
                work.add(
                        FoundByErased.KIND,
                        CurrentOrganisation.require(),
                        item.value(),
                        clock.instant().plus(IntakeLimits.UNDECIDED_PAUSE));
            case NOTHING -> {
                if (!reports.namesPlaceOf(item)) {
                    retention.eraseAfter(ItemEnding.KIND, item.value(), "nothing but an erased report led to it");
                }
            }
            case OURS -> {}
        }
    }
}

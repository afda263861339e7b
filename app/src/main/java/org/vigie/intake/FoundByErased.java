package org.vigie.intake;

import java.time.Clock;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.crawl.LeadForgotten;
import org.vigie.item.ItemConfirmed;
import org.vigie.item.ItemDismissed;
import org.vigie.item.ItemId;
import org.vigie.item.ItemUnconfirmed;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkHandler;
import org.vigie.work.WorkQueue;

/** Asks what becomes of the items that only erased reports led to. The work's subject is the item. */
@Component
class FoundByErased implements WorkHandler {
    static final String KIND = "intake.found-by-erased";

    private final FoundByErasedService service;
    private final WorkQueue work;
    private final Clock clock;

    FoundByErased(FoundByErasedService service, WorkQueue work, Clock clock) {
        this.service = service;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** In the transaction in which the lead is forgotten. */
    @EventListener
    void on(LeadForgotten event) {
        event.onlyItsOwn()
                .forEach(item -> work.add(KIND, CurrentOrganisation.require(), item.value(), clock.instant()));
    }

    @EventListener
    void on(ItemConfirmed event) {
        service.decided(event.item());
    }

    @EventListener
    void on(ItemUnconfirmed event) {
        service.decided(event.item());
    }

    @EventListener
    void on(ItemDismissed event) {
        service.decided(event.item());
    }

    @Override
    public void handle(UUID item) {
        service.decide(new ItemId(item));
    }
}

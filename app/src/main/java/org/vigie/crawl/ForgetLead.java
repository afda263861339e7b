package org.vigie.crawl;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.item.ItemErased;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkHandler;
import org.vigie.work.WorkQueue;

/** Forgets where a lead went, once nothing of it is being fetched any more. The work's subject is the lead. */
@Component
class ForgetLead implements WorkHandler {
    static final String KIND = "crawl.forget";

    private final FrontierService frontier;
    private final WorkQueue work;
    private final Clock clock;

    ForgetLead(FrontierService frontier, WorkQueue work, Clock clock) {
        this.frontier = frontier;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(UUID id) {
        if (!frontier.forget(new LeadId(id))) {
            var pause = Duration.ofMinutes(CrawlLimits.FORGET_PAUSE.value());
            work.add(KIND, CurrentOrganisation.require(), id, clock.instant().plus(pause));
        }
    }

    /** In the transaction in which the item is erased. */
    @EventListener
    void on(ItemErased event) {
        frontier.forget(event.item());
    }
}

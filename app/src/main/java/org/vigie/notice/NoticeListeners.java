package org.vigie.notice;

import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.item.ItemConfirmed;
import org.vigie.item.ItemMoved;
import org.vigie.item.ItemReleased;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.provider.ContactApproved;
import org.vigie.work.WorkQueue;

/** What this module hears of others, in their transactions. */
@Component
class NoticeListeners {
    private final NoticeService notices;
    private final WorkQueue work;
    private final Clock clock;

    NoticeListeners(NoticeService notices, WorkQueue work, Clock clock) {
        this.notices = notices;
        this.work = work;
        this.clock = clock;
    }

    @EventListener
    void on(ItemConfirmed event) {
        notices.itemConfirmed(event.item());
    }

    @EventListener
    void on(ItemReleased event) {
        notices.itemReleased(event.item());
    }

    @EventListener
    void on(ItemMoved event) {
        notices.itemMoved(event.item());
    }

    @EventListener
    void on(ContactApproved event) {
        work.add(
                NoticeWork.RECONSIDER,
                CurrentOrganisation.require(),
                event.contact().value(),
                clock.instant());
    }
}

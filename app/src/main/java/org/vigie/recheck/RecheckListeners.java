package org.vigie.recheck;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.crawl.LookDone;
import org.vigie.item.ItemErased;
import org.vigie.item.ItemMatched;

/** Hears of matches and looks, in the transaction that publishes them. */
@Component
class RecheckListeners {
    private final RecheckService rechecks;

    RecheckListeners(RecheckService rechecks) {
        this.rechecks = rechecks;
    }

    @EventListener
    void on(ItemMatched event) {
        rechecks.matched(event);
    }

    @EventListener
    void on(ItemErased event) {
        rechecks.erased(event.item());
    }

    @EventListener
    void on(LookDone event) {
        rechecks.looked(event);
    }
}

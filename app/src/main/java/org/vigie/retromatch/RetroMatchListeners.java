package org.vigie.retromatch;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.EntriesAdded;
import org.vigie.hashlist.EntriesWithdrawn;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListPolicyChanged;

/** Hears of lists that match more than before, in the transactions that make them so. */
@Component
class RetroMatchListeners {
    private final RetroMatchService retroMatches;
    private final HashListService lists;

    RetroMatchListeners(RetroMatchService retroMatches, HashListService lists) {
        this.retroMatches = retroMatches;
        this.lists = lists;
    }

    @EventListener
    void on(EntriesAdded event) {
        if (!isStopping(event.list())) {
            retroMatches.added(event.list());
        }
    }

    @EventListener
    void on(ListPolicyChanged event) {
        retroMatches.ask(event.list());
    }

    /** What a negative list stops no more may match again. */
    @EventListener
    void on(EntriesWithdrawn event) {
        if (isStopping(event.list())) {
            retroMatches.ask(event.list());
        }
    }

    private boolean isStopping(ListId list) {
        return lists.get(list).kind().isStopping();
    }
}

package org.vigie.item;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditActor;
import org.vigie.hashlist.EntryHold;
import org.vigie.hashlist.EntryHoldEnded;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.Stopped;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkHandler;
import org.vigie.work.WorkQueue;

/** When a person has decided about an entry that was held: decides the same about the items that waited for it. */
@Component
class HeldItemsRunner implements WorkHandler {
    private static final String KIND = "item.entry-decided";

    private final ItemService items;
    private final FindingService findings;
    private final ItemDecisionService decisions;
    private final EntryHoldService holds;
    private final WorkQueue work;
    private final Clock clock;

    HeldItemsRunner(
            ItemService items,
            FindingService findings,
            ItemDecisionService decisions,
            EntryHoldService holds,
            WorkQueue work,
            Clock clock) {
        this.items = items;
        this.findings = findings;
        this.decisions = decisions;
        this.holds = holds;
        this.work = work;
        this.clock = clock;
    }

    @EventListener
    void on(EntryHoldEnded event) {
        work.add(KIND, CurrentOrganisation.require(), event.hold(), clock.instant());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(UUID subject) {
        EntryHold hold = holds.find(subject).orElseThrow();
        AuditActor by = holds.endedBy(subject).orElseThrow();
        Optional<ItemId> after = Optional.empty();
        List<ItemId> waiting;
        do {
            waiting = findings.waitingFor(hold.entry(), after);
            waiting.forEach(item -> decide(item, hold.entry(), by));
            after = waiting.isEmpty() ? after : Optional.of(waiting.getLast());
        } while (waiting.size() == ItemLimits.HELD_ITEMS_AT_ONCE);
    }

    /** One that another entry stops waits on; one that nothing stops goes on; one that nothing is left of is settled. */
    private void decide(ItemId item, EntryId entry, AuditActor by) {
        List<ItemMatch> matches = items.matches(item);
        Map<EntryId, Stopped> stopped =
                holds.stopped(matches.stream().map(ItemMatch::entry).toList());
        boolean mayGoOn = matches.stream().anyMatch(match -> match.mayNotify() && !stopped.containsKey(match.entry()));
        String words = "list entry " + entry.value();
        if (mayGoOn) {
            decisions.released(item, by, words);
        } else if (matches.stream().allMatch(match -> stopped.get(match.entry()) == Stopped.WITHDRAWN)) {
            decisions.dismissed(item, by, DismissalReason.WRONG_MATCH, words);
        } else if (!stopped.containsValue(Stopped.HELD)) {
            items.held(item, HoldReason.ENTRY_WITHDRAWN);
        }
    }
}

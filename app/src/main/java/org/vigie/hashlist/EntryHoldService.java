package org.vigie.hashlist;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.staff.Refusal;

/**
 * Entries that are set apart because they suddenly match far too much: the hash of a common picture that came onto a list by
 * mistake would otherwise write to half the web. They go on matching, and nothing is sent by itself until a person decides.
 */
@Service
public class EntryHoldService {
    private static final AuditActor SELF = AuditActor.system("hashlist");

    private final EntryHolds holds;
    private final AuditService audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EntryHoldService(EntryHolds holds, AuditService audit, ApplicationEventPublisher events, Clock clock) {
        this.holds = holds;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Sets an entry apart; one that is already, or that does not match any more, is left as it is. */
    @Transactional
    public void hold(EntryId entry, Flood flood) {
        if (!holds.add(UUID.randomUUID(), entry, flood, clock.instant())) {
            return;
        }
        EntryHold hold = holds.open(entry).orElseThrow();
        audit.record(new AuditAct(
                "list.entry-held",
                SELF,
                List.of(hold.list().toString(), Long.toString(entry.value())),
                Map.of("items", Integer.toString(flood.items()), "hosts", Integer.toString(flood.hosts()))));
        events.publishEvent(new EntryHeld(entry));
    }

    /**
     * A person says that the entry is right although it matches so much. What waited goes on, and counting begins anew.
     *
     * @param reason as for {@link HashListService#withdraw}
     * @throws Refusal when the entry is not held, or the reason is not as described
     */
    @Transactional
    public void release(EntryId entry, String reason, AuditActor by) {
        EntryHold hold = holds.open(entry).orElseThrow(() -> new Refusal("hashlist.refusal.notHeld"));
        end(hold, EntryHold.Outcome.RELEASED, HashListService.goodReason(reason), by);
    }

    /** The entry was withdrawn: that decides the matter too. */
    void withdrawn(EntryId entry, String reason, AuditActor by) {
        holds.open(entry).ifPresent(hold -> end(hold, EntryHold.Outcome.WITHDRAWN, reason, by));
    }

    private void end(EntryHold hold, EntryHold.Outcome outcome, String reason, AuditActor by) {
        if (!holds.end(hold.id(), outcome, reason, by, clock.instant())) {
            throw new Refusal("hashlist.refusal.notHeld");
        }
        audit.record(new AuditAct(
                "list.entry-hold-ended",
                by,
                List.of(hold.list().toString(), Long.toString(hold.entry().value())),
                Map.of("outcome", outcome.name())));
        events.publishEvent(new EntryHoldEnded(hold.id(), hold.entry(), outcome));
    }

    /** The hold that lasts, if the entry is held. */
    @Transactional(readOnly = true)
    public Optional<EntryHold> open(EntryId entry) {
        return holds.open(entry);
    }

    /** The last hold of the entry, whether it lasts or not. */
    @Transactional(readOnly = true)
    public Optional<EntryHold> newest(EntryId entry) {
        return holds.newest(entry);
    }

    /** Why that hold was ended, in the words of whoever did, for who has read the entry; empty while it lasts. */
    @Transactional(readOnly = true)
    public Optional<String> reason(UUID id) {
        return holds.reason(id);
    }

    @Transactional(readOnly = true)
    public Optional<EntryHold> find(UUID id) {
        return holds.find(id);
    }

    /** Who ended that hold; empty while it lasts. */
    @Transactional(readOnly = true)
    public Optional<AuditActor> endedBy(UUID id) {
        return holds.endedBy(id);
    }

    /** The entries of a list that are held, at most {@link HashListLimits#HOLDS_SHOWN_MAX}. */
    @Transactional(readOnly = true)
    public List<EntryHold> open(ListId list) {
        return holds.open(list, HashListLimits.HOLDS_SHOWN_MAX);
    }

    /** How many entries of each of these lists are held; those without any are not among them. */
    @Transactional(readOnly = true)
    public Map<ListId, Integer> open(Collection<ListId> lists) {
        return holds.open(lists);
    }

    /** Which of these entries no notice may rest on now, and why. */
    @Transactional(readOnly = true)
    public Map<EntryId, Stopped> stopped(Collection<EntryId> entries) {
        return holds.stopped(entries.stream().distinct().toList());
    }
}

package org.vigie.item;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentService;
import org.vigie.item.ItemEvent.Kind;
import org.vigie.staff.Refusal;

/** What people decide about items. A decision that no longer fits is refused, and its words are kept sealed. */
@Service
public class ItemDecisionService {
    private final Items items;
    private final ItemRecords records;
    private final CompartmentService compartments;
    private final AuditService audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ItemDecisionService(
            Items items,
            ItemRecords records,
            CompartmentService compartments,
            AuditService audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.items = items;
        this.records = records;
        this.compartments = compartments;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Lets a held item go on.
     *
     * @param words why, 1 to {@link ItemLimits#WORDS_CHARS_MAX} characters
     * @throws Refusal when it is not held, there is no such item, or the words are not as described
     */
    @Transactional
    public void released(ItemId id, AuditActor by, String words) {
        Item item = lock(id);
        String why = good(words);
        if (item.state() != ItemState.HELD || item.holdReason() == null) {
            throw new Refusal("item.refusal.notHeld");
        }
        Instant at = clock.instant();
        Item now = item.confirmed(at);
        records.save(now);
        Map<String, String> facts =
                Map.of("by", by.id(), "why", item.holdReason().name());
        records.tell(now, ItemEvent.of(now, Kind.RELEASED, at, facts).saying(why), "item.released", by);
        events.publishEvent(new ItemReleased(id, now.spell(), at));
    }

    /**
     * Settles that nothing shall be done about an item that was not notified.
     *
     * @param words as for {@link #released}
     * @throws Refusal when it is too late for that, there is no such item, or the words are not as described
     */
    @Transactional
    public void dismissed(ItemId id, AuditActor by, DismissalReason reason, String words) {
        Item item = lock(id);
        String why = good(words);
        if (!item.canBecome(ItemState.DISMISSED)) {
            throw new Refusal("item.refusal.notDismissible");
        }
        Instant at = clock.instant();
        Item now = item.dismissed(at);
        records.save(now);
        Map<String, String> facts = Map.of("by", by.id(), "why", reason.name());
        records.tell(now, ItemEvent.of(now, Kind.DISMISSED, at, facts).saying(why), "item.dismissed", by);
        events.publishEvent(new ItemDismissed(id, now.spell(), at));
    }

    /**
     * Puts an item into a compartment, with all that belongs to it, or out of all.
     *
     * @param by a person
     * @param to null for none
     * @throws Refusal when there is no such item, nothing may be put there, or it would come out of a compartment that the person was
     *     not let in to
     */
    @Transactional
    public void moved(ItemId id, AuditActor by, @Nullable CompartmentId to) {
        Item item = lock(id);
        if (to != null) {
            compartments.demandOpen(to);
        }
        Optional<CompartmentId> from = items.compartment(id);
        if (from.equals(Optional.ofNullable(to))) {
            return;
        }
        if (from.isPresent()) {
            compartments.demandLetIn(from.get(), UUID.fromString(by.id()));
        }
        items.move(id, to);
        tellMoved(item, by, from, Optional.ofNullable(to));
    }

    /**
     * Puts an item where something that leads to it lies. What people have put into a compartment stays there: otherwise whoever reports
     * its address could have it brought to theirs.
     *
     * @throws Refusal when there is no such item, or nothing may be put there
     */
    @Transactional
    public void followed(ItemId id, AuditActor system, CompartmentId to) {
        Item item = lock(id);
        compartments.demandOpen(to);
        if (items.compartment(id).isEmpty()) {
            items.move(id, to);
            tellMoved(item, system, Optional.empty(), Optional.of(to));
        }
    }

    private void tellMoved(Item item, AuditActor by, Optional<CompartmentId> from, Optional<CompartmentId> to) {
        audit.record(new AuditAct(
                "item.moved",
                by,
                List.of(item.id().toString()),
                Map.of(
                        "from",
                        from.map(CompartmentId::toString).orElse("none"),
                        "to",
                        to.map(CompartmentId::toString).orElse("none"))));
        events.publishEvent(new ItemMoved(item.id(), item.spell(), to));
    }

    private Item lock(ItemId id) {
        return items.lock(id).orElseThrow(() -> new Refusal("item.refusal.none"));
    }

    private static String good(String words) {
        String stripped = words.strip();
        if (stripped.isEmpty() || stripped.length() > ItemLimits.WORDS_CHARS_MAX) {
            throw new Refusal("item.refusal.words", ItemLimits.WORDS_CHARS_MAX);
        }
        return stripped;
    }
}

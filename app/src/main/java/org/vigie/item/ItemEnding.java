package org.vigie.item;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.retention.Kept;

/**
 * How items end: where it was, the pages that showed it, the server that answered and the words of people go. What it matched and
 * when, and how its removal went, stay for the figures. Only what is closed ends: gone, dismissed, or never confirmed.
 */
@Service
public class ItemEnding implements Kept {
    /** Of the rules for items. */
    public static final String KIND = "ITEM";

    private final Items items;
    private final EndedItems ended;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ItemEnding(Items items, EndedItems ended, ApplicationEventPublisher events, Clock clock) {
        this.items = items;
        this.ended = ended;
        this.events = events;
        this.clock = clock;
    }

    /** What came of an item. */
    public enum Became {
        /** A look that decides is still awaited, and none confirmed it before. */
        UNDECIDED,
        /** It was confirmed once: the hotline's own record. */
        OURS,
        /** It was never confirmed, or is erased. */
        NOTHING
    }

    /** Empty items, too, became nothing. */
    @Transactional(readOnly = true)
    public Became became(ItemId id) {
        Optional<Item> item = items.find(id);
        if (item.isEmpty() || ended.isErased(id)) {
            return Became.NOTHING;
        }
        if (item.get().state().isUp() || ended.wasConfirmed(id)) {
            return Became.OURS;
        }
        return item.get().state() == ItemState.MATCHED ? Became.UNDECIDED : Became.NOTHING;
    }

    @Transactional(readOnly = true)
    public boolean isErased(ItemId id) {
        return ended.isErased(id);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return ended.old().olderThan(day, after, limit);
    }

    @Override
    public boolean isSeen(UUID item) {
        return items.find(new ItemId(item)).isPresent();
    }

    /** What the log says of an item says what was done about it; nobody is named, and no place. */
    @Override
    public Set<UUID> traces(UUID item) {
        return Set.of();
    }

    @Override
    @Transactional
    public boolean erase(UUID id) {
        var item = new ItemId(id);
        if (!ended.erase(item, clock.instant())) {
            return false;
        }
        events.publishEvent(new ItemErased(item));
        return true;
    }
}

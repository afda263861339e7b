package org.vigie.item;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.item.ItemEvent.Kind;
import org.vigie.organisation.CurrentOrganisation;

/**
 * What was seen before and matches only by now, because a list has it since. Nobody knows whether it is still there: a match
 * that makes or reopens an item is told by {@link ItemMatched}, and a second fetch decides as ever. An item that is gone is
 * not back by this; it keeps the match as evidence.
 */
@Service
public class LateMatchService {
    private final Items items;
    private final Sightings sightings;
    private final FoundOnPages pages;
    private final ItemRecords records;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    LateMatchService(
            Items items,
            Sightings sightings,
            FoundOnPages pages,
            ItemRecords records,
            ApplicationEventPublisher events,
            Clock clock) {
        this.items = items;
        this.sightings = sightings;
        this.pages = pages;
        this.records = records;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes in what was seen then and matches now; doing it again adds nothing.
     *
     * @return whether an item was made or reopened by it
     * @throws IllegalArgumentException when it is for another organisation than the one that is bound
     */
    @Transactional
    public boolean matched(Sighting seen) {
        if (!seen.org().equals(CurrentOrganisation.require())) {
            throw new IllegalArgumentException("a sighting of another organisation");
        }
        Optional<Item> known = items.lock(seen.address());
        Item before = known.orElseGet(() -> first(seen));
        Instant now = clock.instant();
        Optional<Item> reopened = known.flatMap(item -> reopened(item, seen, now));
        Item item = reopened.orElse(before);
        int added = records.saw(
                item, SightingPurpose.FOUND, seen.hashes(), seen.peerIp(), seen.matches(), new Moments(seen.at(), now));
        if (seen.foundOn() != null) {
            pages.add(seen.org(), item.id(), seen.foundOn(), seen.at());
        }
        boolean isNews = known.isEmpty() || reopened.isPresent();
        if (isNews || added > 0) {
            Kind kind = isNews ? Kind.MATCHED : Kind.MATCHED_AGAIN;
            records.tell(item, ItemEvent.of(item, kind, now, facts(seen)));
        }
        if (isNews) {
            events.publishEvent(new ItemMatched(item.id(), item.spell(), now));
        }
        return isNews;
    }

    private Item first(Sighting seen) {
        Item item = Item.matchedSince(ItemId.fresh(), seen.at(), clock.instant());
        if (!items.add(seen.org(), item, seen.address(), seen.hostName())) {
            throw new IllegalStateException("an item appeared at the address in the meantime; this is tried again");
        }
        records.openSpell(item, seen.at());
        return item;
    }

    private Optional<Item> reopened(Item item, Sighting seen, Instant now) {
        if (item.state() == ItemState.GONE) {
            return Optional.empty();
        }
        List<ItemMatch> known = sightings.matches(item.id(), ItemLimits.MATCHES_READ_MAX);
        if (item.state() == ItemState.UNCONFIRMED && seen.matches().stream().allMatch(isAmong(known))) {
            // looked for already, by the same entries, and not found
            return Optional.empty();
        }
        Optional<Item> next = item.after(known, seen.matches(), now);
        next.ifPresent(changed -> {
            records.save(changed);
            if (changed.spell() > item.spell()) {
                records.openSpell(changed, later(seen.at(), item.stateSince()));
            }
        });
        return next;
    }

    private static Predicate<ItemMatch> isAmong(List<ItemMatch> known) {
        return match -> known.stream().anyMatch(match::isSameEntryAs);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Map<String, String> facts(Sighting seen) {
        ItemMatch best = seen.matches().getFirst();
        return Map.of(
                "matches", Integer.toString(seen.matches().size()),
                "list", best.list().toString(),
                "entry", Long.toString(best.entry().value()),
                "kind", best.kind().name(),
                "distance", Integer.toString(best.distance()),
                "seen", seen.at().toString());
    }
}

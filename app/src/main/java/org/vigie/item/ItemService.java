package org.vigie.item;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.MediaHashes;
import org.vigie.item.ItemEvent.Kind;
import org.vigie.organisation.CurrentOrganisation;

/**
 * What other modules may do with the items of the organisation that is bound.
 *
 * <p>What machines report (seen, confirmed, missed, gone…) may come twice and late. It is taken in when it still fits and says
 * nothing when it does not: the answer tells whether it changed the item. What people decide is refused when it does not fit;
 * see {@link ItemDecisionService}.
 */
@Service
public class ItemService {
    private static final AuditActor SELF = AuditActor.system("item");

    private final Items items;
    private final Spells spells;
    private final Sightings sightings;
    private final FoundOnPages pages;
    private final ItemEvents history;
    private final ItemRecords records;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ItemService(
            Items items,
            Spells spells,
            Sightings sightings,
            FoundOnPages pages,
            ItemEvents history,
            ItemRecords records,
            ApplicationEventPublisher events,
            Clock clock) {
        this.items = items;
        this.spells = spells;
        this.sightings = sightings;
        this.pages = pages;
        this.history = history;
        this.records = records;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes in that a fetch saw something that matches. The same media at the same address again adds nothing. A new item, a
     * new spell of a known one, or a match that ends a wait is told by {@link ItemMatched}.
     *
     * @throws IllegalArgumentException when it is for another organisation than the one that is bound
     */
    @Transactional
    public ItemId sighted(Sighting sighting) {
        if (!sighting.org().equals(CurrentOrganisation.require())) {
            throw new IllegalArgumentException("a sighting of another organisation");
        }
        Optional<Item> known = items.lock(sighting.address());
        Item item = known.isPresent() ? again(known.get(), sighting) : first(sighting);
        return item.id();
    }

    /** Those of these items that the bound person may see. */
    @Transactional(readOnly = true)
    public Set<ItemId> visible(Collection<ItemId> ids) {
        return items.visible(ids);
    }

    private Item first(Sighting sighting) {
        Item item = Item.matched(ItemId.fresh(), sighting.at());
        if (!items.add(sighting.org(), item, sighting.address(), sighting.hostName())) {
            // somebody else added it since we looked
            return again(items.lock(sighting.address()).orElseThrow(), sighting);
        }
        records.openSpell(item, sighting.at());
        evidence(item, sighting);
        records.tell(item, ItemEvent.of(item, Kind.MATCHED, sighting.at(), facts(sighting)));
        events.publishEvent(new ItemMatched(item.id(), item.spell(), sighting.at()));
        return item;
    }

    private Item again(Item item, Sighting sighting) {
        List<ItemMatch> known = sightings.matches(item.id(), ItemLimits.MATCHES_READ_MAX);
        Optional<Item> next = item.after(known, sighting.matches(), sighting.at());
        if (next.isEmpty()) {
            records.save(item, records.spell(item).seenUp(sighting.at()));
            if (evidence(item, sighting) > 0) {
                records.tell(item, ItemEvent.of(item, Kind.MATCHED_AGAIN, sighting.at(), facts(sighting)));
            }
            return item;
        }
        Item changed = next.get();
        records.save(changed);
        if (changed.spell() > item.spell()) {
            records.openSpell(changed, sighting.at());
        }
        evidence(changed, sighting);
        begin(item, changed, sighting.at(), facts(sighting));
        return changed;
    }

    private int evidence(Item item, Sighting sighting) {
        if (sighting.foundOn() != null) {
            pages.add(sighting.org(), item.id(), sighting.foundOn(), sighting.at());
        }
        return records.saw(
                item, SightingPurpose.FOUND, sighting.hashes(), sighting.peerIp(), sighting.matches(), sighting.at());
    }

    private static Map<String, String> facts(Sighting sighting) {
        ItemMatch best = sighting.matches().getFirst();
        return Map.of(
                "matches", Integer.toString(sighting.matches().size()),
                "list", best.list().toString(),
                "entry", Long.toString(best.entry().value()),
                "kind", best.kind().name(),
                "distance", Integer.toString(best.distance()));
    }

    /** Tells that a known item is looked at anew, and that it is back when it was gone. */
    private void begin(Item before, Item now, Instant at, Map<String, String> facts) {
        if (before.state() == ItemState.GONE) {
            records.tell(now, ItemEvent.of(now, Kind.REAPPEARED, at, facts), "item.reappeared", SELF);
            events.publishEvent(new ItemReappeared(now.id(), now.spell(), at));
        } else {
            records.tell(now, ItemEvent.of(now, Kind.MATCHED, at, facts));
        }
        events.publishEvent(new ItemMatched(now.id(), now.spell(), at));
    }

    /**
     * Keeps what a look at the item saw as evidence, without changing where it stands: call it before {@link #confirmed},
     * {@link #stillUp} or after {@link #reappeared}.
     *
     * @param peerIp numeric address of the server that answered
     */
    @Transactional
    public void saw(
            ItemId id,
            SightingPurpose purpose,
            MediaHashes hashes,
            Optional<String> peerIp,
            List<ItemMatch> matches,
            Instant at) {
        records.saw(lock(id), purpose, hashes, peerIp.orElse(null), matches, at);
    }

    /** The second fetch matched. */
    @Transactional
    public boolean confirmed(ItemId id, Instant at) {
        Item item = lock(id);
        if (item.state() != ItemState.MATCHED) {
            return false;
        }
        Item now = item.confirmed(at);
        records.save(now);
        records.save(now, records.spell(now).confirmed(at));
        records.tell(now, ItemEvent.of(now, Kind.CONFIRMED, at, Map.of()), "item.confirmed", SELF);
        events.publishEvent(new ItemConfirmed(id, now.spell(), at));
        return true;
    }

    /** The second fetch did not match. */
    @Transactional
    public boolean unconfirmed(ItemId id, MissReason reason, Instant at) {
        Item item = lock(id);
        if (!item.canBecome(ItemState.UNCONFIRMED)) {
            return false;
        }
        Item now = item.unconfirmed(at);
        records.save(now);
        records.save(now, records.spell(now).missed(at));
        records.tell(
                now, ItemEvent.of(now, Kind.UNCONFIRMED, at, Map.of("why", reason.name())), "item.unconfirmed", SELF);
        events.publishEvent(new ItemUnconfirmed(id, now.spell(), at));
        return true;
    }

    /** It must wait for a person. Holding it again for another reason replaces the reason. */
    @Transactional
    public boolean held(ItemId id, HoldReason reason) {
        Item item = lock(id);
        boolean sameAgain = item.holdReason() == reason;
        if (sameAgain || (item.state() != ItemState.HELD && !item.canBecome(ItemState.HELD))) {
            return false;
        }
        Instant at = clock.instant();
        Item now = item.held(reason, at);
        records.save(now);
        records.tell(now, ItemEvent.of(now, Kind.HELD, at, Map.of("why", reason.name())), "item.held", SELF);
        events.publishEvent(new ItemHeld(id, now.spell(), reason, at));
        return true;
    }

    /** The host was asked to remove it; reminders are not told here. */
    @Transactional
    public boolean notified(ItemId id, Instant at) {
        Item item = lock(id);
        Spell spell = records.spell(item);
        if (spell.notifiedAt() != null) {
            return false;
        }
        records.save(item, spell.notified(at));
        Item now = item;
        if (item.state() == ItemState.CONFIRMED) {
            now = item.notified(at);
            records.save(now);
        }
        // a notice that left while the item went or was held is a fact of its history, and no reason to ask again
        records.tell(now, ItemEvent.of(now, Kind.NOTIFIED, at, Map.of()), "item.notified", SELF);
        events.publishEvent(new ItemNotified(id, now.spell(), at));
        return true;
    }

    /** A look saw it there. Of an item that was gone it means that it is back. */
    @Transactional
    public boolean stillUp(ItemId id, Instant at) {
        Item item = lock(id);
        if (item.state() == ItemState.GONE) {
            return reappear(item, at);
        }
        Spell spell = records.spell(item);
        if (!at.isAfter(spell.lastSeenUp())) {
            return false;
        }
        records.save(item, spell.seenUp(at));
        records.tell(item, ItemEvent.of(item, Kind.STILL_UP, at, Map.of()));
        return true;
    }

    /** A look did not see it. Whether it is gone is decided by the one who looks, after enough of these. */
    @Transactional
    public boolean missed(ItemId id, Instant at, MissReason why) {
        Item item = lock(id);
        Spell spell = records.spell(item);
        boolean known = spell.lastMissed() != null && !at.isAfter(spell.lastMissed());
        if (known || spell.goneAt() != null) {
            return false;
        }
        records.save(item, spell.missed(at));
        records.tell(item, ItemEvent.of(item, Kind.MISSED, at, Map.of("why", why.name())));
        return true;
    }

    /**
     * It is no longer served.
     *
     * @param firstSeenDown the first of the looks that missed it, not before {@code lastSeenUp}
     */
    @Transactional
    public boolean gone(ItemId id, Instant lastSeenUp, Instant firstSeenDown) {
        Item item = lock(id);
        if (!item.canBecome(ItemState.GONE)) {
            return false;
        }
        Instant at = clock.instant();
        Item now = item.gone(at);
        Spell spell = records.spell(now).gone(lastSeenUp, firstSeenDown, at);
        records.save(now);
        records.save(now, spell);
        Map<String, String> facts =
                Map.of("lastSeenUp", spell.lastSeenUp().toString(), "firstSeenDown", firstSeenDown.toString());
        records.tell(now, ItemEvent.of(now, Kind.GONE, at, facts), "item.gone", SELF);
        events.publishEvent(new ItemGone(id, now.spell(), spell.lastSeenUp(), firstSeenDown));
        return true;
    }

    /** A look saw an item that was gone: a new spell begins. */
    @Transactional
    public boolean reappeared(ItemId id, Instant at) {
        Item item = lock(id);
        return item.state() == ItemState.GONE && reappear(item, at);
    }

    private boolean reappear(Item item, Instant at) {
        if (!at.isAfter(item.stateSince())) {
            // a look from before it was gone that comes late
            return false;
        }
        Item now = item.inNewSpell(at);
        records.save(now);
        records.openSpell(now, at);
        begin(item, now, at, Map.of());
        return true;
    }

    /** The address, opened. The caller writes the audit entry first when a person shall see it. */
    @Transactional(readOnly = true)
    public CanonicalAddress address(ItemId id) {
        return CanonicalAddress.parse(items.address(id));
    }

    /** The host of the address, opened. */
    @Transactional(readOnly = true)
    public String host(ItemId id) {
        return items.host(id);
    }

    /** The pages that show it, opened; the first that were found, at most {@link ItemLimits#PAGES_READ_MAX}. */
    @Transactional(readOnly = true)
    public List<CanonicalAddress> foundOn(ItemId id) {
        return pages.of(id, ItemLimits.PAGES_READ_MAX);
    }

    /** Where it stands. */
    @Transactional(readOnly = true)
    public Item get(ItemId id) {
        return items.find(id).orElseThrow(() -> none(id));
    }

    @Transactional(readOnly = true)
    public Optional<Item> find(ItemId id) {
        return items.find(id);
    }

    /** Whether a person let it go on in its present spell although no entry counted that it matched. */
    @Transactional(readOnly = true)
    public boolean wasReleasedWithoutEntry(ItemId id) {
        return history.wasReleasedWithoutEntry(id, get(id).spell());
    }

    /** Its present or last spell. */
    @Transactional(readOnly = true)
    public Spell spell(ItemId id) {
        return spells.get(id, get(id).spell());
    }

    /** What it matched in all its spells, exact ones first, then the nearest. */
    @Transactional(readOnly = true)
    public List<ItemMatch> matches(ItemId id) {
        return sightings.matches(id, ItemLimits.MATCHES_READ_MAX);
    }

    /** All that a notice needs, opened. */
    @Transactional(readOnly = true)
    public ItemDossier dossier(ItemId id) {
        Item item = get(id);
        Sightings.Seen seen = sightings.latest(id).orElseThrow(() -> none(id));
        List<ItemMatch> present = sightings.matchesOfSpell(id, item.spell(), ItemLimits.MATCHES_READ_MAX);
        return new ItemDossier(
                item,
                spells.get(id, item.spell()),
                address(id),
                foundOn(id),
                seen.hashes(),
                seen.peerIp(),
                present.isEmpty() ? matches(id) : present,
                seen.lastAt());
    }

    private Item lock(ItemId id) {
        return items.lock(id).orElseThrow(() -> none(id));
    }

    private static NoSuchElementException none(ItemId id) {
        return new NoSuchElementException("no item " + id);
    }
}

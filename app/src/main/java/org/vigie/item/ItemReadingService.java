package org.vigie.item;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.compartment.CompartmentId;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashListService;
import org.vigie.limit.Limit;
import org.vigie.staff.Meter;
import org.vigie.staff.Refusal;

/**
 * Items as people read them. Each reading opens addresses, so it is written to the audit log first; where that fails, nothing
 * is read.
 */
@Service
class ItemReadingService {
    private final Items items;
    private final EndedItems ended;
    private final Spells spells;
    private final Sightings sightings;
    private final FoundOnPages pages;
    private final ItemEvents history;
    private final HashListService lists;
    private final EntryHoldService holds;
    private final Meter meter;
    private final AuditService audit;

    ItemReadingService(
            Items items,
            EndedItems ended,
            Spells spells,
            Sightings sightings,
            FoundOnPages pages,
            ItemEvents history,
            HashListService lists,
            EntryHoldService holds,
            Meter meter,
            AuditService audit) {
        this.items = items;
        this.ended = ended;
        this.spells = spells;
        this.sightings = sightings;
        this.pages = pages;
        this.history = history;
        this.lists = lists;
        this.holds = holds;
        this.meter = meter;
        this.audit = audit;
    }

    /**
     * One page of the list, each address defanged.
     *
     * @param rows at most {@link ItemLimits#ITEMS_PER_PAGE}
     * @param hasMore whether older ones follow
     */
    record Page(List<Items.Listed> rows, boolean hasMore) {}

    /** Reads a page of the list. */
    @Transactional
    public Page page(ItemFilter filter, AuditActor reader) {
        List<Items.Listed> found = items.page(filter, ItemLimits.ITEMS_PER_PAGE + 1);
        boolean hasMore = found.size() > ItemLimits.ITEMS_PER_PAGE;
        List<Items.Listed> shown = hasMore ? found.subList(0, ItemLimits.ITEMS_PER_PAGE) : found;
        if (!shown.isEmpty()) {
            meter.demand(Limit.REVEAL_OF_PERSON, reader, shown.size());
            audit.record(AuditAct.of(
                    "item.listed",
                    reader,
                    shown.stream().map(row -> row.item().id()).toArray()));
        }
        List<Items.Listed> rows = new ArrayList<>();
        for (Items.Listed row : shown) {
            rows.add(new Items.Listed(
                    row.item(), CanonicalAddress.parse(row.address()).defanged()));
        }
        return new Page(rows, hasMore);
    }

    /**
     * One item with its whole history, its addresses defanged.
     *
     * @throws Refusal when the organisation has no such item
     */
    @Transactional
    public ItemView view(ItemId id, AuditActor reader) {
        Item item = items.find(id).orElseThrow(() -> new Refusal("item.refusal.none"));
        var foundOn = pages.of(id, ItemLimits.PAGES_READ_MAX);
        meter.demand(Limit.REVEAL_OF_PERSON, reader, 1 + foundOn.size());
        audit.record(AuditAct.of("item.read", reader, id));
        return new ItemView(
                item,
                ended.isErased(id)
                        ? ""
                        : CanonicalAddress.parse(items.address(id)).defanged(),
                foundOn.stream().map(CanonicalAddress::defanged).toList(),
                sightings.matches(id, ItemLimits.MATCHES_READ_MAX),
                spells.of(id, ItemLimits.SPELLS_SHOWN_MAX),
                history.of(id, ItemLimits.EVENTS_SHOWN_MAX));
    }

    /** Where an item lies; empty when it is in no compartment. */
    @Transactional(readOnly = true)
    public Optional<CompartmentId> compartment(ItemId id) {
        return items.compartment(id);
    }

    /**
     * Why an item matched an entry, and what the match was allowed to do.
     *
     * @throws Refusal when the organisation has no such item, or the item never matched that entry
     */
    @Transactional
    public MatchWhy why(ItemId id, EntryId entry, AuditActor reader) {
        Item item = items.find(id).orElseThrow(() -> new Refusal("item.refusal.none"));
        List<MatchWhy.Seen> seen = sightings.why(id, entry, ItemLimits.MATCHES_READ_MAX);
        if (seen.isEmpty()) {
            throw new Refusal("item.refusal.noMatch");
        }
        audit.record(AuditAct.of("item.match-read", reader, id, entry.value()));
        ItemMatch match = seen.getFirst().match();
        return new MatchWhy(
                item,
                seen,
                lists.entry(entry),
                lists.said(match.entryHash()),
                lists.get(match.list()),
                lists.policyAt(match.list(), seen.getFirst().matchedAt()),
                Optional.ofNullable(holds.stopped(List.of(entry)).get(entry)));
    }
}

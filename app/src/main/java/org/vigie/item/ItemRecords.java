package org.vigie.item;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.MediaHashes;
import org.vigie.organisation.CurrentOrganisation;

/** Writes what belongs together when something happens to an item: its row, its spell, its history, the audit. */
@Component
class ItemRecords {
    private final Items items;
    private final Spells spells;
    private final Sightings sightings;
    private final ItemEvents history;
    private final FloodWatch floods;
    private final AuditService audit;

    ItemRecords(
            Items items,
            Spells spells,
            Sightings sightings,
            ItemEvents history,
            FloodWatch floods,
            AuditService audit) {
        this.items = items;
        this.spells = spells;
        this.sightings = sightings;
        this.history = history;
        this.floods = floods;
        this.audit = audit;
    }

    void save(Item item) {
        items.save(item);
    }

    void openSpell(Item item, Instant at) {
        spells.add(CurrentOrganisation.require(), item.id(), Spell.opened(item.spell(), at));
    }

    Spell spell(Item item) {
        return spells.get(item.id(), item.spell());
    }

    void save(Item item, Spell spell) {
        spells.save(item.id(), spell);
    }

    /**
     * Adds the evidence, and an audit entry for each match that is new.
     *
     * @return how many matches are new
     */
    int saw(
            Item item,
            SightingPurpose purpose,
            MediaHashes hashes,
            @Nullable String peerIp,
            List<ItemMatch> matches,
            Instant at) {
        return saw(item, purpose, hashes, peerIp, matches, new Moments(at, at));
    }

    /** The same of something that was seen before it matched. */
    int saw(
            Item item,
            SightingPurpose purpose,
            MediaHashes hashes,
            @Nullable String peerIp,
            List<ItemMatch> matches,
            Moments at) {
        var org = CurrentOrganisation.require();
        UUID sighting = sightings.add(org, item, purpose, hashes, peerIp, at.seen());
        int added = 0;
        for (ItemMatch match : kept(matches)) {
            if (sightings.add(org, item.id(), sighting, match, at.matched())) {
                audit.record(matched(item, purpose, match));
                if (purpose == SightingPurpose.FOUND) {
                    floods.matched(match.entry());
                }
                added++;
            }
        }
        return added;
    }

    private static List<ItemMatch> kept(List<ItemMatch> matches) {
        return matches.subList(0, Math.min(matches.size(), ItemLimits.MATCHES_PER_SIGHTING_MAX));
    }

    private static AuditAct matched(Item item, SightingPurpose purpose, ItemMatch match) {
        return new AuditAct(
                "item.matched",
                AuditActor.system("match"),
                List.of(item.id().toString()),
                Map.of(
                        "purpose", purpose.name(),
                        "list", match.list().toString(),
                        "entry", Long.toString(match.entry().value()),
                        "kind", match.kind().name(),
                        "distance", Integer.toString(match.distance()),
                        "class", match.materialClass().name(),
                        "mayNotify", Boolean.toString(match.mayNotify())));
    }

    /** A line of history alone. */
    void tell(Item item, ItemEvent event) {
        history.add(CurrentOrganisation.require(), item.id(), event);
    }

    /** A line of history, and the same in the audit but for a person's words. */
    void tell(Item item, ItemEvent event, String act, AuditActor by) {
        tell(item, event);
        Map<String, String> facts = new LinkedHashMap<>(event.facts());
        facts.put("spell", Integer.toString(event.spell()));
        audit.record(new AuditAct(act, by, List.of(item.id().toString()), facts));
    }
}

package org.vigie.notice;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.hashlist.Stopped;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemDossier;
import org.vigie.item.ItemEnding;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;

/** Reads items as notices need them. */
@Component
class Subjects {
    private final ItemService items;
    private final ItemEnding endings;
    private final EntryHoldService holds;

    Subjects(ItemService items, ItemEnding endings, EntryHoldService holds) {
        this.items = items;
        this.endings = endings;
        this.holds = holds;
    }

    /** Whether nothing is known any more of where it was. */
    boolean isErased(ItemId id) {
        return endings.isErased(id);
    }

    Subject of(ItemId id) {
        ItemDossier dossier = items.dossier(id);
        return new Subject(
                id,
                dossier.item().spell(),
                dossier.item().state(),
                dossier.address(),
                dossier.peerIp().map(InetAddress::ofLiteral).orElse(null),
                dossier.foundOn(),
                dossier.hashes(),
                dossier.matches(),
                dossier.spell().firstSeen(),
                dossier.spell().lastSeenUp(),
                dossier.spell().isMissing());
    }

    /**
     * Why no entry that the item is asked for by counts at present: those that let it notify, or where a person let it go on
     * without such, all. Empty where one counts, or a person has let the item go on in spite of that.
     */
    Optional<HoldReason> heldByEntry(Subject subject) {
        List<EntryId> letting = subject.matches().stream()
                .filter(ItemMatch::mayNotify)
                .map(ItemMatch::entry)
                .toList();
        List<EntryId> asking = letting.isEmpty()
                ? subject.matches().stream().map(ItemMatch::entry).toList()
                : letting;
        Map<EntryId, Stopped> stopped = holds.stopped(asking);
        if (asking.isEmpty()
                || items.wasReleasedWithoutEntry(subject.item())
                || !stopped.keySet().containsAll(asking)) {
            return Optional.empty();
        }
        return Optional.of(stopped.containsValue(Stopped.HELD) ? HoldReason.ENTRY_HELD : HoldReason.ENTRY_WITHDRAWN);
    }

    /**
     * What a letter about material of this class may name, the strongest first: entries that count at present and let the
     * item notify. Where a person let it go on without such an entry, those that count; without any, those it was let go
     * on in spite of.
     */
    List<ItemMatch> named(Subject subject, MaterialClass materialClass) {
        List<ItemMatch> known = subject.matchesOf(materialClass);
        Set<EntryId> stopped =
                holds.stopped(known.stream().map(ItemMatch::entry).toList()).keySet();
        List<ItemMatch> counting =
                known.stream().filter(match -> !stopped.contains(match.entry())).toList();
        List<ItemMatch> letting = counting.stream().filter(ItemMatch::mayNotify).toList();
        if (!letting.isEmpty()) {
            return letting;
        }
        return counting.isEmpty() ? known : counting;
    }

    /** Reads no address. */
    ItemState state(ItemId id) {
        return items.get(id).state();
    }

    /** Whether the item is still in that spell, and thought to be there. */
    boolean isUp(ItemId id, int spell) {
        var item = items.get(id);
        return item.spell() == spell && (item.state() == ItemState.CONFIRMED || item.state() == ItemState.NOTIFIED);
    }
}

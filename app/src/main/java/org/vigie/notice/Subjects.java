package org.vigie.notice;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.Stopped;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemDossier;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;

/** Reads items as notices need them. */
@Component
class Subjects {
    private final ItemService items;
    private final EntryHoldService holds;

    Subjects(ItemService items, EntryHoldService holds) {
        this.items = items;
        this.holds = holds;
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
     * Why no entry that lets the item notify counts at present; empty where one does, none ever did, or a person has let the
     * item go on.
     */
    Optional<HoldReason> heldByEntry(Subject subject) {
        List<EntryId> letting = subject.matches().stream()
                .filter(ItemMatch::mayNotify)
                .map(ItemMatch::entry)
                .toList();
        Map<EntryId, Stopped> stopped = holds.stopped(letting);
        if (letting.isEmpty()
                || items.wasReleasedWithoutEntry(subject.item())
                || !stopped.keySet().containsAll(letting)) {
            return Optional.empty();
        }
        return Optional.of(stopped.containsValue(Stopped.HELD) ? HoldReason.ENTRY_HELD : HoldReason.ENTRY_WITHDRAWN);
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

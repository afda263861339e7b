package org.vigie.notice;

import java.net.InetAddress;
import org.springframework.stereotype.Component;
import org.vigie.item.ItemDossier;
import org.vigie.item.ItemId;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;

/** Reads items as notices need them. */
@Component
class Subjects {
    private final ItemService items;

    Subjects(ItemService items) {
        this.items = items;
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

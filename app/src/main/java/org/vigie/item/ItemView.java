package org.vigie.item;

import java.util.List;

/**
 * All that an item's page shows. It holds opened addresses, whose reading was audited when this was made.
 *
 * @param address empty when the item is erased
 */
record ItemView(
        Item item,
        String address,
        List<String> foundOn,
        List<ItemMatch> matches,
        List<Spell> spells,
        List<ItemEvent> history) {
    @Override
    public String toString() {
        return "ItemView[" + item.id() + "]";
    }
}

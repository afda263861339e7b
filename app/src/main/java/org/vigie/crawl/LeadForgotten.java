package org.vigie.crawl;

import java.util.List;
import org.vigie.item.ItemId;

/**
 * Where a lead went was forgotten, with what it was about.
 *
 * @param onlyItsOwn items that it found and no other lead did
 */
public record LeadForgotten(LeadId lead, List<ItemId> onlyItsOwn) {
    public LeadForgotten {
        onlyItsOwn = List.copyOf(onlyItsOwn);
    }
}

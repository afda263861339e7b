package org.vigie.recheck;

import org.jspecify.annotations.Nullable;
import org.vigie.core.schedule.Verdict;
import org.vigie.crawl.LookId;
import org.vigie.item.ItemId;

/**
 * How the looks at one item stand.
 *
 * @param awaited the look whose answer counts; null when nobody looks any more
 * @param unclearInARow how many looks in a row said nothing
 */
record Recheck(
        ItemId item,
        int spell,
        Verdict verdict,
        int unclearInARow,
        @Nullable LookId awaited) {
    Recheck awaiting(LookId look) {
        return new Recheck(item, spell, verdict, unclearInARow, look);
    }

    Recheck unclear() {
        return new Recheck(item, spell, verdict, unclearInARow + 1, awaited);
    }

    Recheck with(Verdict now) {
        return new Recheck(item, spell, now, 0, awaited);
    }

    Recheck ended() {
        return new Recheck(item, spell, verdict, unclearInARow, null);
    }
}

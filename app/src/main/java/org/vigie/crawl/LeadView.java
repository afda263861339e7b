package org.vigie.crawl;

import java.util.List;
import org.vigie.item.ItemId;

/**
 * All that the page of a lead shows.
 *
 * @param rows what became of its addresses, by reason, in the order of {@link Reason}
 * @param found the items it found, at most {@link CrawlLimits#FOUND_SHOWN_MAX}
 * @param isMoreFound whether there are more
 */
record LeadView(LeadLine line, LeadProgress progress, List<Row> rows, List<ItemId> found, boolean isMoreFound) {
    /** One reason, and how many addresses have it. */
    record Row(Reason reason, Count count) {}
}

/**
 * Looking again: the second fetch that confirms a match before any notice, and the looks that follow an item until it is gone
 * and for a while after. When to look and what the looks amount to is decided by {@link
 * org.vigie.core.schedule.RecheckSchedule}; the fetching is the crawl's, the history the item's.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"setting", "database", "organisation", "hashlist", "item", "match", "crawl"})
package org.vigie.recheck;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

package org.vigie.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of what changed at a service.
 *
 * @param next where the range goes on; empty on its last page
 * @param upTo what was changed before this was taken when this page was the last; empty where it is the end of the range
 */
record SourcePage(List<SourceEntry> entries, Optional<String> next, Optional<Instant> upTo) {
    SourcePage {
        entries = List.copyOf(entries);
    }
}

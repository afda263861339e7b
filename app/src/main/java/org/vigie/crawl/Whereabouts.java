package org.vigie.crawl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "why is this address not fetched". It holds an opened address, whose reading was audited when this was made.
 *
 * @param address defanged
 * @param met newest first, at most {@link CrawlLimits#FOUND_SHOWN_MAX}
 * @param trap why it would be left alone if a page named it; null where it would not
 */
record Whereabouts(
        String address, List<WhereMet> met, @Nullable Reason trap) {
    public boolean isNeverMet() {
        return met.isEmpty();
    }

    /** Without the address, so that no log line prints it by accident. */
    @Override
    public String toString() {
        return "Whereabouts[" + met.size() + "]";
    }
}

package org.vigie.crawl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.CanonicalAddress;

/**
 * Where media was seen, and when last. It holds opened addresses: never log it.
 *
 * @param foundOn the page that showed it; null where there was none
 */
public record SeenAt(CanonicalAddress address, @Nullable CanonicalAddress foundOn, Instant at) {
    @Override
    public String toString() {
        return "SeenAt[" + at + "]";
    }
}

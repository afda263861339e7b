package org.vigie.crawl;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.item.ItemId;
import org.vigie.organisation.OrgId;

/**
 * One address to fetch, or fetched.
 *
 * @param lead null for looks at items
 * @param look null for leads
 * @param foundOn the page that named it; null for seeds and looks
 * @param chain keyed codes, in hexadecimal, of the addresses that led here by redirects, this one not
 * @param scope keyed code, in hexadecimal, of what links from here must belong to; empty for looks
 * @param isCharged whether its request was counted before, by a worker that did not finish
 */
record Visit(
        UUID id,
        OrgId org,
        HostKey host,
        @Nullable LeadId lead,
        @Nullable Look look,
        Role role,
        CanonicalAddress address,
        String mac,
        @Nullable UUID foundOn,
        @Nullable CanonicalAddress foundOnAddress,
        List<String> chain,
        String scope,
        RobotsPolicy robots,
        int depth,
        Duration delay,
        int tries,
        int ownFailures,
        boolean isCharged) {
    static final HexFormat HEX = HexFormat.of();

    /** A look at an item, of which this visit is a part. */
    record Look(LookId id, ItemId item, LookKind kind) {}

    /** How the address came to be known. */
    enum Role {
        SEED,
        PAGE,
        LINKED_PICTURE,
        EMBEDDED_PICTURE
    }
}

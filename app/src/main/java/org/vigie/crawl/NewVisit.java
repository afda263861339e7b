package org.vigie.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.OrgId;

/** An address to be queued. See {@link Visit} for what the parts mean. */
record NewVisit(
        OrgId org,
        @Nullable LeadId lead,
        Visit.@Nullable Look look,
        Visit.Role role,
        CanonicalAddress address,
        @Nullable UUID foundOn,
        List<String> chain,
        String scope,
        RobotsPolicy robots,
        int depth,
        Duration delay,
        Instant due) {}

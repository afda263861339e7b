package org.vigie.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;

/**
 * A program that may ask.
 *
 * @param dailyQuota hashes that it may look up in a day (UTC), 1 to {@value ApiLimits#DAILY_QUOTA_MAX}
 * @param revokedAt null while its token is good
 */
public record ApiClient(
        UUID id,
        OrgId org,
        String name,
        Circle circle,
        int dailyQuota,
        Instant createdAt,
        @Nullable Instant revokedAt) {
    public boolean isRevoked() {
        return revokedAt != null;
    }

    boolean isInside() {
        return circle == Circle.INSIDE;
    }

    /** The id alone, so that a name does not reach a log by accident. */
    @Override
    public String toString() {
        return "ApiClient[" + id + "]";
    }
}

package org.vigie.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;

/**
 * A program that may ask.
 *
 * @param dailyQuota hashes that it may look up in a day (UTC), 1 to {@value ApiLimits#DAILY_QUOTA_MAX}
 * @param networks where it may come from, numeric with a prefix; from anywhere when there is none
 * @param expectsSequences whether it asks for what resembles its earlier questions by nature, as frames of a video do
 * @param tokenUntil when its long-lived token ends; null where it has none and signs with its key, as is usual
 * @param revokedAt null while it may ask
 */
public record ApiClient(
        UUID id,
        OrgId org,
        String name,
        Circle circle,
        int dailyQuota,
        List<String> networks,
        boolean expectsSequences,
        @Nullable Instant tokenUntil,
        Instant createdAt,
        @Nullable Instant revokedAt) {
    public boolean isRevoked() {
        return revokedAt != null;
    }

    public boolean isInside() {
        return circle == Circle.INSIDE;
    }

    /** The networks as a person writes them, one to a line. */
    public String networkLines() {
        return String.join("\n", networks);
    }

    /** Whether its long-lived token is good, if it has one. */
    public boolean hasToken(Instant now) {
        return tokenUntil != null && now.isBefore(tokenUntil) && !isRevoked();
    }

    /** Whether it may come from that numeric address. */
    boolean mayComeFrom(String address) {
        return networks.isEmpty()
                || networks.stream().map(Network::parse).anyMatch(network -> network.contains(address));
    }

    /** The id alone, so that a name does not reach a log by accident. */
    @Override
    public String toString() {
        return "ApiClient[" + id + "]";
    }
}

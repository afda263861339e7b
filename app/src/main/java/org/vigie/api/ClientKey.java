package org.vigie.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A public key with which a client signs.
 *
 * @param thumbprint of RFC 7638, SHA-256 in base64 for URLs; it is also the key's name
 * @param revokedAt null while what it signs is believed
 */
public record ClientKey(
        UUID id,
        UUID client,
        String thumbprint,
        String algorithm,
        String jwk,
        Instant addedAt,
        @Nullable Instant revokedAt) {
    public boolean isRevoked() {
        return revokedAt != null;
    }
}

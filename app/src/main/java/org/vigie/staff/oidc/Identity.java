package org.vigie.staff.oidc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whom the service vouches for.
 *
 * @param issuer the service
 * @param subject its name for the person, never given to another
 * @param provenAt when the person last showed it a factor; null when it does not say
 */
public record Identity(
        String issuer, String subject, @Nullable Instant provenAt) {
    /** Without the person. */
    @Override
    public String toString() {
        return "Identity[" + issuer + "]";
    }
}

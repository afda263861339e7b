package org.vigie.staff.oidc;

import java.net.URI;
import java.time.Instant;

/**
 * A person who was sent to the service and is not back. Kept in their session; what comes back must fit.
 *
 * @param address where the person goes
 * @param state comes back as it is
 * @param nonce comes back within the signed token
 * @param verifier shows that who asks for the token is who sent the person (PKCE, RFC 7636)
 * @param back where the service sends the person
 * @param freshly the person must be asked for their factor again, whatever the service remembers
 */
public record Sent(URI address, String state, String nonce, String verifier, URI back, Instant at, boolean freshly) {
    /** Without the secrets. */
    @Override
    public String toString() {
        return "Sent[" + address.getHost() + "]";
    }
}

package org.vigie.staff.oidc;

/**
 * The service of an organisation, and who we are there.
 *
 * @param issuer its address, as its tokens name it
 * @param clientId our name there
 * @param secret our password there
 */
public record IdentityService(String issuer, String clientId, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "IdentityService[" + issuer + "]";
    }
}

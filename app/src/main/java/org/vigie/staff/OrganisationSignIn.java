package org.vigie.staff;

/**
 * The identity service of an organisation, without the secret.
 *
 * @param code what people type to be sent there
 */
record OrganisationSignIn(String code, String issuer, String clientId) {
    /** Without the code, by which an organisation could be guessed. */
    @Override
    public String toString() {
        return "OrganisationSignIn";
    }
}

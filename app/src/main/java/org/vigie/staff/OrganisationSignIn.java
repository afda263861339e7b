package org.vigie.staff;

import java.util.Locale;

/**
 * The identity service of an organisation, without the secret.
 *
 * @param code what people type to be sent there
 */
record OrganisationSignIn(String code, String issuer, String clientId) {
    /** As it is kept, from what was typed. */
    OrganisationSignIn tidy() {
        return new OrganisationSignIn(code.strip().toLowerCase(Locale.ROOT), issuer.strip(), clientId.strip());
    }

    /** Without the code, by which an organisation could be guessed. */
    @Override
    public String toString() {
        return "OrganisationSignIn";
    }
}

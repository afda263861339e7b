package org.vigie.staff;

/**
 * A password and an authenticator that a person sets up.
 *
 * @param secret of the authenticator, as it was shown to the person and to nobody else
 * @param code that the authenticator shows now
 */
record NewFallback(String password, SignInService.Secret secret, String code) {
    /** Without them. */
    @Override
    public String toString() {
        return "NewFallback";
    }
}

package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The secret of an authenticator that a person is setting up: kept in the session from the page that shows it to the answer. */
@Component
class NewSecrets {
    private static final String SHOWN = NewSecrets.class.getName();

    private final SecureRandom random = new SecureRandom();

    /** The same one until it is used, so that a form that came back with an error is about the key already typed in. */
    SignInService.Secret show(HttpServletRequest request) {
        var shown = shown(request);
        var secret = shown.orElseGet(() -> SignInService.Secret.fresh(random));
        request.getSession(true).setAttribute(SHOWN, secret);
        return secret;
    }

    Optional<SignInService.Secret> shown(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null && session.getAttribute(SHOWN) instanceof SignInService.Secret secret
                ? Optional.of(secret)
                : Optional.empty();
    }

    void forget(HttpServletRequest request) {
        request.getSession(true).removeAttribute(SHOWN);
    }
}

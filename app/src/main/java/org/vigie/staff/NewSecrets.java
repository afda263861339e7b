package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The secret of an authenticator that a person is setting up: kept in the session from the page that shows it to the answer, and
 * nowhere else. So it is known to whoever sees that page in that browser, and not to those who opened the same link before.
 */
@Component
class NewSecrets {
    /** The name of its attribute in a session. */
    static final String SHOWN = NewSecrets.class.getName();

    private final SecureRandom random = new SecureRandom();

    private record Shown(UUID person, SignInService.Secret secret) {}

    /**
     * The same one until it is used, so that a form that came back with an error is about the key already typed in.
     *
     * @param person whose authenticator it will be; another person in the same browser gets another secret
     */
    SignInService.Secret show(UUID person, HttpServletRequest request) {
        var secret = shown(person, request).orElseGet(() -> SignInService.Secret.fresh(random));
        GuestSessions.keep(request).setAttribute(SHOWN, new Shown(person, secret));
        return secret;
    }

    /** @throws Refusal when this session has shown that person none, or showed it too long ago */
    SignInService.Secret demandShown(UUID person, HttpServletRequest request) {
        return shown(person, request).orElseThrow(() -> new Refusal("staff.code.wrong"));
    }

    private static Optional<SignInService.Secret> shown(UUID person, HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null
                        && session.getAttribute(SHOWN) instanceof Shown(var whose, var secret)
                        && whose.equals(person)
                ? Optional.of(secret)
                : Optional.empty();
    }

    void forget(HttpServletRequest request) {
        request.getSession(true).removeAttribute(SHOWN);
    }
}

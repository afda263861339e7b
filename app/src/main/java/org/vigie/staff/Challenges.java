package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.vigie.staff.passkey.PasskeyLimits;

/**
 * What browsers are asked to sign: random, kept in the session that asked, good for one answer within
 * {@link PasskeyLimits#CHALLENGE_LIFE}. A session has one at a time; asking again replaces it.
 */
@Component
class Challenges {
    private static final String ASKED = Challenges.class.getName();

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Challenges(Clock clock) {
        this.clock = clock;
    }

    /** What an answer is for; one to another question is none. */
    enum Purpose {
        SIGN_IN,
        CONFIRM,
        CREATE
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Asked(Purpose purpose, @Nullable UUID person, byte[] challenge, Instant until) {}

    /** @param person who is asked; null when anybody may answer */
    byte[] ask(Purpose purpose, @Nullable UUID person, HttpServletRequest request) {
        byte[] challenge = new byte[PasskeyLimits.CHALLENGE_BYTES];
        random.nextBytes(challenge);
        request.getSession(true)
                .setAttribute(
                        ASKED,
                        new Asked(purpose, person, challenge, clock.instant().plus(PasskeyLimits.CHALLENGE_LIFE)));
        return challenge;
    }

    /** The challenge that this session was asked with for this purpose and person; afterwards there is none. */
    Optional<byte[]> take(Purpose purpose, @Nullable UUID person, HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null) {
            return Optional.empty();
        }
        Object taken;
        synchronized (WebUtils.getSessionMutex(session)) { // of two answers at the same moment one finds it
            taken = session.getAttribute(ASKED);
            session.removeAttribute(ASKED);
        }
        return taken instanceof Asked asked
                        && asked.purpose() == purpose
                        && Objects.equals(asked.person(), person)
                        && clock.instant().isBefore(asked.until())
                ? Optional.of(asked.challenge())
                : Optional.empty();
    }
}

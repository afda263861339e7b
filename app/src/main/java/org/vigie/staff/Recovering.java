package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.organisation.OrgId;

/**
 * Who has shown a recovery code in this session. Such a person is not signed in: they may set up a new way in, within
 * {@link StaffLimits#RECOVERING_MAX}, and nothing else.
 */
@Component
class Recovering {
    /** The name of its attribute in a session. */
    static final String ATTRIBUTE = Recovering.class.getName();

    private final Clock clock;

    Recovering(Clock clock) {
        this.clock = clock;
    }

    /**
     * Of one person, until then.
     *
     * @param version of the person when the code was shown: what they or an administrator change since ends it
     */
    record State(UUID person, OrgId org, int version, String signInName, Instant until) {
        /**
         * The person, who is as they were when they showed the code.
         *
         * @throws Refusal where they are not
         */
        Person unchanged(Optional<Person> found) {
            return found.filter(person -> person.version() == version)
                    .orElseThrow(() -> new Refusal("staff.recovery.over"));
        }

        /** The id alone. */
        @Override
        public String toString() {
            return "State[" + person + "]";
        }
    }

    void begin(Person person, HttpServletRequest request) {
        var session = GuestSessions.keep(request);
        request.changeSessionId();
        session.setAttribute(
                ATTRIBUTE,
                new State(
                        person.id(),
                        person.org(),
                        person.version(),
                        Objects.requireNonNullElse(person.signInName(), ""),
                        clock.instant().plus(StaffLimits.RECOVERING_MAX)));
    }

    Optional<State> of(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null
                        && session.getAttribute(ATTRIBUTE) instanceof State state
                        && clock.instant().isBefore(state.until())
                ? Optional.of(state)
                : Optional.empty();
    }

    void end(HttpServletRequest request) {
        request.getSession(true).removeAttribute(ATTRIBUTE);
    }
}

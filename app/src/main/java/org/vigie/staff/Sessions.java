package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;

/**
 * Sessions live in the server's memory and end with it, with sign-out, with rest (the servlet's time-out), after
 * {@link StaffLimits#SESSION_MAX}, and with any change to the person's roles or state.
 */
@Component
public class Sessions {
    private static final String HALF_WAY = Sessions.class.getName() + ".half-way";
    private static final String OPENED = Sessions.class.getName() + ".opened";

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final SignInService service;
    private final Clock clock;

    Sessions(SignInService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    private record Opened(Instant at, int version, Factor factor) {}

    private record Waiting(SignIn.HalfWay person, Instant until) {}

    void halfWay(SignIn.HalfWay person, HttpServletRequest request) {
        request.getSession(true)
                .setAttribute(HALF_WAY, new Waiting(person, clock.instant().plus(StaffLimits.HALF_WAY_MAX)));
    }

    /** Who has shown a password in this session and may still show a code. */
    Optional<SignIn.HalfWay> halfWay(HttpServletRequest request) {
        var session = request.getSession(false);
        return session != null
                        && session.getAttribute(HALF_WAY) instanceof Waiting waiting
                        && clock.instant().isBefore(waiting.until())
                ? Optional.of(waiting.person())
                : Optional.empty();
    }

    /**
     * Signs in, under a new session id and with a new form token.
     *
     * @param factor what the person has just proven
     */
    void open(Person person, Factor factor, HttpServletRequest request, HttpServletResponse response) {
        var session = request.getSession(true);
        request.changeSessionId();
        session.removeAttribute(HALF_WAY);
        session.setAttribute(OPENED, new Opened(clock.instant(), person.version(), factor));
        new HttpSessionCsrfTokenRepository().saveToken(null, request, response);
        var signedIn = person.signedIn();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.getAuthorities()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /** After a change of the person's own that ended all their sessions: this one goes on, under a new id. */
    void renew(Person person, HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null && session.getAttribute(OPENED) instanceof Opened opened) {
            request.changeSessionId();
            session.setAttribute(OPENED, new Opened(opened.at(), person.version(), opened.factor()));
        }
    }

    void end(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /**
     * Whether the session of this request may go on: young enough, and the person unchanged since it was opened. When
     * not, it is ended here.
     */
    public boolean goesOn(SignedIn person, HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(OPENED) instanceof Opened opened)) {
            return true;
        }
        boolean young = clock.instant().isBefore(opened.at().plus(StaffLimits.SESSION_MAX));
        if (young
                && CurrentOrganisation.as(person.org(), () -> service.isUnchanged(person.staff(), opened.version()))) {
            return true;
        }
        end(request);
        return false;
    }
}

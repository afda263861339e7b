package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.vigie.organisation.CurrentOrganisation;

/**
 * The sessions behind requests. Each is a row of the database, and a request is answered only while that row lives; what else
 * a session holds is in the server's memory. It ends with sign-out, with rest, after {@link StaffLimits#SESSION_MAX}, with
 * any change to the person's roles or state, when its row is deleted from wherever, and with the server.
 */
@Component
public class Sessions {
    /** Of a session: somebody has shown a password in it. */
    static final String HALF_WAY = Sessions.class.getName() + ".half-way";

    /** Of a session: somebody signed in to it. */
    static final String OPENED = Sessions.class.getName() + ".opened";

    /** Of a request: the row of its session. Set inside the server only; no client can set an attribute of a request. */
    private static final String LIVE = OpenSession.class.getName();

    /**
     * The header by which a page that renews itself says so: nobody has done anything. Whoever sends it without need ends the
     * own session sooner; whoever leaves it out is taken for a person, as a program that keeps a session awake could be anyway.
     */
    static final String POLL = "Vigie-Poll";

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final SessionService service;
    private final Clock clock;

    Sessions(SessionService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

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
        open(person, factor, clock.instant(), request, response);
    }

    /**
     * The same with a factor that somebody else took.
     *
     * @param provenAt when it was proven; null when that is not known, which never counts as recent
     */
    void open(
            Person person,
            Factor factor,
            @Nullable Instant provenAt,
            HttpServletRequest request,
            HttpServletResponse response) {
        endRow(request);
        var session = request.getSession(true);
        request.changeSessionId();
        forgetWhatWasBegun(session);
        session.setAttribute(OPENED, true);
        GuestSessions.keep(request);
        var row = CurrentOrganisation.as(
                person.org(), () -> service.open(person, factor, provenAt, session.getId(), device(request)));
        request.setAttribute(LIVE, row);
        new HttpSessionCsrfTokenRepository().saveToken(null, request, response);
        var signedIn = person.signedIn();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(signedIn, null, signedIn.getAuthorities()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }

    /**
     * What a guest began belongs to nobody who signs in afterwards: a question for a passkey, a secret that was shown, an answer
     * of an identity service that is still awaited. All of it lies under names of this package.
     */
    private static void forgetWhatWasBegun(HttpSession session) {
        for (var name : Collections.list(session.getAttributeNames())) {
            if (name.startsWith(Sessions.class.getPackageName())) {
                session.removeAttribute(name);
            }
        }
    }

    /** Notes that the person of this request has just proven a factor again; the session goes on under a new id. */
    void proven(SignedIn person, Factor factor, HttpServletRequest request) {
        live(request).filter(row -> row.person().equals(person.staff())).ifPresent(row -> {
            synchronized (WebUtils.getSessionMutex(request.getSession(true))) {
                var id = request.changeSessionId();
                CurrentOrganisation.as(person.org(), () -> service.proven(row, factor, id));
            }
        });
    }

    /**
     * After a change of the person's own that ended all their sessions: this one goes on, under a new id, unless somebody else
     * changed them meanwhile.
     */
    void renew(Person person, HttpServletRequest request) {
        live(request).filter(row -> row.person().equals(person.id())).ifPresent(row -> {
            synchronized (WebUtils.getSessionMutex(request.getSession(true))) {
                var id = request.changeSessionId();
                CurrentOrganisation.as(person.org(), () -> service.renew(row, person, id));
            }
        });
    }

    void end(HttpServletRequest request) {
        endRow(request);
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /**
     * Whether the session of this request may go on: its row lives, and the person is unchanged since it was opened. When
     * not, it is ended here. Asked of the database with every request, so that all nodes hear of an end at once.
     */
    public boolean goesOn(SignedIn person, HttpServletRequest request) {
        var session = request.getSession(false);
        var row = session == null ? Optional.<OpenSession>empty() : row(session, person, use(request));
        if (session != null && session.getAttribute(OPENED) != null) {
            request.setAttribute(LIVE, row.orElse(null));
        }
        if (live(request).isPresent()) {
            return true;
        }
        end(request);
        return false;
    }

    /** Another request may give the session a new id: what is asked for is either of them, with its row. */
    private Optional<OpenSession> row(HttpSession session, SignedIn person, SessionService.Use use) {
        synchronized (WebUtils.getSessionMutex(session)) {
            return CurrentOrganisation.as(person.org(), () -> service.live(session.getId(), person.staff(), use));
        }
    }

    private static SessionService.Use use(HttpServletRequest request) {
        return request.getHeader(POLL) == null ? SessionService.Use.BY_A_PERSON : SessionService.Use.BY_A_PAGE;
    }

    /** Whether the person of this request has proven a factor within {@link StaffLimits#FACTOR_RECENT}. */
    public boolean hasRecentFactor(HttpServletRequest request) {
        return live(request)
                .map(OpenSession::provenAt)
                .filter(provenAt -> clock.instant().isBefore(provenAt.plus(StaffLimits.FACTOR_RECENT)))
                .isPresent();
    }

    /** The row of this request's session; empty before {@link #goesOn} was asked, and where nobody is signed in. */
    static Optional<OpenSession> live(HttpServletRequest request) {
        return Optional.ofNullable((@Nullable OpenSession) request.getAttribute(LIVE));
    }

    private void endRow(HttpServletRequest request) {
        var session = request.getSession(false);
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (session != null && authentication != null && authentication.getPrincipal() instanceof SignedIn person) {
            CurrentOrganisation.as(person.org(), () -> service.forget(session.getId()));
        }
        request.removeAttribute(LIVE);
    }

    private static Device device(HttpServletRequest request) {
        return Device.of(request.getHeader(HttpHeaders.USER_AGENT));
    }
}

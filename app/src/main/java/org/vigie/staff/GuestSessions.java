package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.vigie.limit.Callers;

/**
 * The sessions of this process that nobody has signed in to: whoever opens the page of sign-in makes one. They are short, and
 * there are at most {@link StaffLimits#GUEST_SESSIONS_OF_NETWORK_MAX} of one network and {@link StaffLimits#GUEST_SESSIONS_MAX}
 * of all: the one that was made first ends for one more. So a stranger who makes many ends their own, and a crowd those of other
 * strangers; neither fills the memory, which the public door lives in too, nor touches anybody who is signed in.
 */
@Component
class GuestSessions implements HttpSessionListener, HttpSessionAttributeListener {
    /** What stands in sessions of whoever is known, or has shown what strangers have not. */
    private static final Set<String> NO_GUESTS =
            Set.of(Sessions.OPENED, Sessions.HALF_WAY, Recovering.ATTRIBUTE, EnrolmentPages.OPENED, NewSecrets.SHOWN);

    private final Callers callers;

    /** The networks from which they were made, in the order in which they were made. */
    private final SequencedMap<HttpSession, String> guests = new LinkedHashMap<>();

    private final Map<String, SequencedSet<HttpSession>> byNetwork = new HashMap<>();

    GuestSessions(Callers callers) {
        this.callers = callers;
    }

    /**
     * The session of this request, which may rest as long as one that is signed in to: of somebody who has shown a link or a code
     * that strangers have not, or is away at the identity service, and needs more time than it takes to type a password.
     */
    static HttpSession keep(HttpServletRequest request) {
        var session = request.getSession(true);
        session.setMaxInactiveInterval((int) StaffLimits.SESSION_REST_MAX.toSeconds());
        return session;
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        var session = event.getSession();
        session.setMaxInactiveInterval((int) StaffLimits.GUEST_SESSION_REST_MAX.toSeconds());
        admit(session).ifPresent(GuestSessions::end);
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        leave(event.getSession());
    }

    /**
     * Whoever signs in is no guest any more, nor is who has shown a link, a password or a recovery code: strangers end nothing of
     * theirs.
     */
    @Override
    public void attributeAdded(HttpSessionBindingEvent event) {
        if (NO_GUESTS.contains(event.getName())) {
            leave(event.getSession());
        }
    }

    /** The one that must end for this one. */
    private Optional<HttpSession> admit(HttpSession session) {
        String network = callers.network(address());
        synchronized (guests) {
            guests.put(session, network);
            var own = byNetwork.computeIfAbsent(network, first -> new LinkedHashSet<>());
            own.add(session);
            Optional<HttpSession> last = Optional.empty();
            if (own.size() > StaffLimits.GUEST_SESSIONS_OF_NETWORK_MAX) {
                last = Optional.of(own.getFirst());
            } else if (guests.size() > StaffLimits.GUEST_SESSIONS_MAX) {
                last = Optional.of(guests.firstEntry().getKey());
            }
            last.ifPresent(this::leave);
            return last;
        }
    }

    /** From where the request came in which the session is made. */
    private static String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes asked
                ? asked.getRequest().getRemoteAddr()
                : "";
    }

    private void leave(HttpSession session) {
        synchronized (guests) {
            String network = guests.remove(session);
            if (network != null) {
                byNetwork.computeIfPresent(network, (same, own) -> {
                    own.remove(session);
                    return own.isEmpty() ? null : own;
                });
            }
        }
    }

    private static void end(HttpSession oldest) {
        try {
            oldest.invalidate();
        } catch (IllegalStateException ended) {
            // by itself, meanwhile: that is all that was wanted
        }
    }
}

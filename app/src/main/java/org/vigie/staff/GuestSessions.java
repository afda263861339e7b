package org.vigie.staff;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The sessions of this process that nobody has signed in to: whoever opens the page of sign-in makes one. They are short, and
 * there are at most {@link StaffLimits#GUEST_SESSIONS_MAX}: the one that was made first ends for one more. So a stranger
 * who makes many ends those of other strangers, and neither fills the memory, which the public door lives in too, nor touches
 * anybody who is signed in.
 */
@Component
class GuestSessions implements HttpSessionListener, HttpSessionAttributeListener {
    /** What stands in sessions of whoever is known, or has shown what strangers have not. */
    private static final Set<String> NO_GUESTS =
            Set.of(Sessions.OPENED, Sessions.HALF_WAY, Recovering.ATTRIBUTE, EnrolmentPages.OPENED, NewSecrets.SHOWN);

    /** In the order in which they were made. */
    private final SequencedSet<HttpSession> guests = new LinkedHashSet<>();

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
        synchronized (guests) {
            guests.add(session);
            return guests.size() > StaffLimits.GUEST_SESSIONS_MAX
                    ? Optional.of(guests.removeFirst())
                    : Optional.empty();
        }
    }

    private void leave(HttpSession session) {
        synchronized (guests) {
            guests.remove(session);
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

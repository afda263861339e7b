package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who is crowded out when strangers open more sessions than there may be of guests, and who is not. */
class CrowdedGuestsTest extends StaffTestBase {
    @Autowired
    private GuestSessions guests;

    private final List<MockHttpSession> sessions = new ArrayList<>();

    @AfterEach
    void leaveNoGuests() {
        sessions.stream().filter(session -> !session.isInvalid()).forEach(HttpSession::invalidate);
        sessions.forEach(session -> guests.sessionDestroyed(new HttpSessionEvent(session)));
    }

    @Test
    void whoOnlyOpenedThePageOfSignInMakesWay() {
        var session = opened();
        assertThat(get("/sign-in", session)).hasStatusOk();
        crowd();
        assertThat(session.isInvalid()).isTrue();
    }

    @Test
    void whoHasOpenedAnInvitationStays() {
        var session = opened();
        assertThat(get("/enrolment/" + invitation("Kim", Role.ANALYST), session))
                .hasStatusOk();
        crowd();
        assertThat(session.isInvalid()).isFalse();
    }

    @Test
    void whoIsShownTheSecretOfTheirAuthenticatorKeepsIt() {
        var session = opened();
        var page = post(
                "/enrolment/" + invitation("Kim", Role.ANALYST),
                session,
                Map.of("name", "Kim", "sign-in-name", "kim" + UUID.randomUUID()));
        assertThat(page).hasStatusOk();
        crowd();
        assertThat(session.isInvalid()).isFalse();
    }

    @Test
    void whoHasShownARecoveryCodeStays() {
        var name = "kim" + UUID.randomUUID();
        var codes = signIn.enrol(
                invitation("Kim", Role.ANALYST),
                new SignInService.Names("Kim", name),
                StaffSamples.fallback(PASSWORD, clock.instant()),
                "127.0.0.1");
        var session = opened();
        var form = Map.of(
                "sign-in-name",
                name,
                "password",
                PASSWORD,
                "recovery-code",
                codes.getFirst().grouped());
        assertThat(post("/sign-in/recovery", session, form)).hasRedirectedUrl("/sign-in/recovery/new");
        crowd();
        assertThat(session.isInvalid()).isFalse();
        assertThat(get("/sign-in/recovery/new", session)).hasStatusOk();
    }

    @Test
    void whoHasShownAPasswordMayShowTheCode() {
        var member = member(Role.ANALYST);
        var session = opened();
        var form = Map.of("sign-in-name", member.signInName(), "password", PASSWORD);
        assertThat(post("/sign-in", session, form)).hasRedirectedUrl("/sign-in/code");
        crowd();
        assertThat(session.isInvalid()).isFalse();
        assertThat(post("/sign-in/code", session, Map.of("code", code(member.secret()))))
                .hasRedirectedUrl("/");
    }

    @Test
    void whoIsSignedInStays() {
        var session = opened();
        signedIn(member(Role.ANALYST), session);
        crowd();
        assertThat(session.isInvalid()).isFalse();
        assertThat(get("/", session)).hasStatusOk();
    }

    @Test
    void aNetworkThatOpensManyEndsItsOwnOnly() {
        var elsewhere = openedFrom("198.51.100.7");
        var own = openedFrom("192.0.2.1");
        for (int stranger = 0; stranger < StaffLimits.GUEST_SESSIONS_OF_NETWORK_MAX; stranger++) {
            openedFrom("192.0.2." + (1 + stranger % 250));
        }
        assertThat(own.isInvalid()).as("of the same network").isTrue();
        assertThat(elsewhere.isInvalid()).as("of another").isFalse();
        assertThat(sessions.stream().filter(session -> !session.isInvalid()))
                .hasSize(1 + StaffLimits.GUEST_SESSIONS_OF_NETWORK_MAX);
    }

    @Test
    void aCrowdOfManyNetworksEndsTheOldest() {
        var oldest = openedFrom("198.51.100.7");
        for (int stranger = 0; stranger < StaffLimits.GUEST_SESSIONS_MAX; stranger++) {
            openedFrom("10.%d.%d.1".formatted(stranger / 250, stranger % 250));
        }
        assertThat(oldest.isInvalid()).isTrue();
        assertThat(sessions.stream().filter(session -> !session.isInvalid())).hasSize(StaffLimits.GUEST_SESSIONS_MAX);
    }

    private MockHttpSession openedFrom(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            return opened();
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    private void crowd() {
        for (int stranger = 0; stranger < StaffLimits.GUEST_SESSIONS_MAX; stranger++) {
            opened();
        }
    }

    /** One more, as the server makes it. */
    private MockHttpSession opened() {
        var session = new ListenedTo();
        sessions.add(session);
        guests.sessionCreated(new HttpSessionEvent(session));
        return session;
    }

    /** Tells what is put into it, as the sessions of a server do. */
    private final class ListenedTo extends MockHttpSession {
        @Override
        public void setAttribute(String name, @Nullable Object value) {
            boolean isNew = getAttribute(name) == null;
            super.setAttribute(name, value);
            if (isNew && value != null) {
                guests.attributeAdded(new HttpSessionBindingEvent(this, name));
            }
        }
    }
}

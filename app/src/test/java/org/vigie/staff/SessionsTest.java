package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.Figure;

@Tag("figures")
class SessionsTest extends StaffTestBase {
    private static final Duration REVOCATION_MAX = Duration.ofSeconds(1);

    @Autowired
    private SessionService service;

    @Autowired
    private SessionSweep sweep;

    @Autowired
    private OwnPasswordService passwords;

    @Test
    void aSessionThatAnotherOneEndsIsRefusedAtItsNextRequest() throws IOException {
        var member = member(Role.ANALYST);
        int rounds = Figure.rounds(5, 100);
        long slowest = 0;
        for (int round = 0; round < rounds; round++) {
            var lost = signedIn(member);
            var own = signedIn(member);
            assertThat(get("/", lost)).hasStatusOk();

            long began = System.nanoTime();
            assertThat(post("/sessions/others/end", own, Map.of())).hasRedirectedUrl("/sessions");
            assertThat(get("/", lost)).hasRedirectedUrl("/sign-in");
            slowest = Math.max(slowest, System.nanoTime() - began);

            assertThat(lost.isInvalid()).isTrue();
            assertThat(get("/", own)).hasStatusOk();
            clock.advance(Duration.ofMinutes(20));
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(REVOCATION_MAX);
        Figure.keep(
                "S17-sessions",
                "%d sessions ended from another one, %d refused at the next request; the slowest took %d ms from the order to the refusal"
                        .formatted(rounds, rounds, slowest / 1_000_000));
    }

    @Test
    void whoHasShownAPasswordMustBeginAnewAfterAllSessionsWereEnded() {
        var admin = member(Role.ADMINISTRATOR);
        var member = member(Role.AUDITOR);
        var form = Map.of("sign-in-name", member.signInName(), "password", PASSWORD);
        var begun = new MockHttpSession();
        assertThat(post("/sign-in", begun, form)).hasRedirectedUrl("/sign-in/code");
        assertThat(post("/people/" + member.id() + "/sessions/end", signedIn(admin), Map.of()))
                .hasStatus3xxRedirection();
        assertThat(post("/sign-in/code", begun, Map.of("code", code(member.secret()))))
                .hasStatus(422);
        clock.advance(Duration.ofMinutes(1));
        signedIn(member);
    }

    @Test
    void anOwnChangeLetsNoSessionOutliveARoleThatWasTakenMeanwhile() {
        var member = member(Role.ADMINISTRATOR, Role.ANALYST);
        var administrator = member(Role.ADMINISTRATOR);
        signedIn(member);
        var row = sessions(member).getFirst();
        CurrentOrganisation.as(org, () -> {
            people.giveRoles(people.get(administrator.id()).signedIn(), member.id(), Set.of(Role.ANALYST));
            var changed = passwords.change(member.id(), true, "five lanterns over the harbour");
            service.renew(row, changed, "another id");
        });
        assertThat(sessions(member)).isEmpty();
    }

    @Test
    void anOwnChangeLetsItsSessionGoOn() {
        var member = member(Role.ANALYST);
        signedIn(member);
        var row = sessions(member).getFirst();
        CurrentOrganisation.as(org, () -> {
            var changed = passwords.change(member.id(), true, "five lanterns over the harbour");
            service.renew(row, changed, "another id");
        });
        assertThat(sessions(member)).hasSize(1);
    }

    @Test
    void aPersonSeesTheirSessionsAndEndsOne() {
        var member = member(Role.AUDITOR);
        var first = signedIn(member);
        var second = signedIn(member);
        var rows = sessions(member);
        assertThat(rows).hasSize(2);

        assertThat(text(get("/sessions", second)))
                .contains("Firefox", "Linux", "This session", "Password and code", "End this session")
                .doesNotContain("??");
        assertThat(post("/sessions/" + rows.getLast().id() + "/end", second, Map.of()))
                .hasRedirectedUrl("/sessions");
        assertThat(get("/", first)).hasRedirectedUrl("/sign-in");
        assertThat(post("/sessions/" + rows.getLast().id() + "/end", second, Map.of()))
                .as("ended already")
                .hasStatus(409);
        assertThat(post("/sessions/" + rows.getFirst().id() + "/end", second, Map.of()))
                .hasRedirectedUrl("/sign-in");
        assertThat(sessions(member)).isEmpty();
        assertThat(audited("session.ended")).hasSize(2);
    }

    @Test
    void nobodyEndsTheSessionOfAnotherPersonByItsId() {
        var member = member(Role.ANALYST);
        var other = member(Role.ANALYST);
        var session = signedIn(member);
        var attacker = signedIn(other);

        assertThat(post("/sessions/" + sessions(member).getFirst().id() + "/end", attacker, Map.of()))
                .hasStatus(409);
        assertThat(get("/", session)).hasStatusOk();
    }

    @Test
    void anAdministratorSeesAndEndsThoseOfAColleague() {
        var admin = member(Role.ADMINISTRATOR);
        var member = member(Role.ANALYST);
        var session = signedIn(member);
        var by = signedIn(admin);

        assertThat(text(get("/people/" + member.id() + "/sessions", by))).contains("Firefox");
        assertThat(post("/people/" + member.id() + "/sessions/end", by, Map.of()))
                .hasStatus3xxRedirection();
        assertThat(get("/", session)).hasRedirectedUrl("/sign-in");
        assertThat(get("/", by)).hasStatusOk();
        assertThat(audited("person.sessions-read")).hasSize(1);
        assertThat(audited("person.sessions-ended").getFirst().facts()).contains("sessions=1");
    }

    @Test
    void blockingSomebodyEndsTheirSessions() {
        var admin = member(Role.ADMINISTRATOR);
        var member = member(Role.ANALYST);
        var session = signedIn(member);
        var by = signedIn(admin);

        assertThat(post("/people/" + member.id() + "/blocking", by, Map.of())).hasStatus3xxRedirection();
        assertThat(get("/", session)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void itEndsWithSignOutWithRestAndAfterTwelveHoursInAnyCase() {
        var member = member(Role.ANALYST);
        var signedOut = signedIn(member);
        post("/sign-out", signedOut, Map.of());
        assertThat(sessions(member)).isEmpty();

        var resting = signedIn(member);
        clock.advance(StaffLimits.SESSION_REST_MAX.plus(StaffLimits.SESSION_SEEN_EVERY));
        assertThat(get("/", resting)).hasRedirectedUrl("/sign-in");

        var busy = signedIn(member);
        for (int used = 0; used < 2 * StaffLimits.SESSION_MAX.toHours(); used++) {
            clock.advance(Duration.ofMinutes(29));
            assertThat(get("/", busy)).hasStatusOk();
        }
        clock.advance(Duration.ofMinutes(25));
        assertThat(get("/", busy)).hasRedirectedUrl("/sign-in");
    }

    /** A page that is left open asks by itself; nobody sits there. */
    @Test
    void whatAPageAsksByItselfIsNoUseOfTheSession() {
        var member = member(Role.ANALYST);
        var left = signedIn(member);
        for (int minutes = 0; minutes < StaffLimits.SESSION_REST_MAX.toMinutes(); minutes += 5) {
            assertThat(poll("/", left)).as("after %d minutes", minutes).hasStatusOk();
            clock.advance(Duration.ofMinutes(5));
        }
        clock.advance(StaffLimits.SESSION_SEEN_EVERY);
        assertThat(poll("/", left)).hasStatus(401).headers().hasValue("HX-Redirect", "/sign-in");
        assertThat(get("/", left)).hasRedirectedUrl("/sign-in");

        var used = signedIn(member);
        for (int minutes = 0; minutes < 2 * StaffLimits.SESSION_REST_MAX.toMinutes(); minutes += 10) {
            assertThat(poll("/", used)).hasStatusOk();
            assertThat(get("/", used)).hasStatusOk();
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(get("/", used)).hasStatusOk();
    }

    private MvcTestResult poll(String uri, MockHttpSession session) {
        return mvc.get()
                .uri(uri)
                .session(session)
                .header("HX-Request", "true")
                .header("Vigie-Poll", "true")
                .exchange();
    }

    @Test
    void aSessionThatNoRowKnowsIsNoSession() {
        var session = new MockHttpSession();
        var member = member(Role.ANALYST);
        signedIn(member);
        CurrentOrganisation.as(org, () -> service.endAll(people.get(member.id()).signedIn(), member.id()));
        assertThat(get("/", session)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void aRestartClosesWhatItsFormerRunHadOpen() {
        var member = member(Role.ANALYST);
        var session = signedIn(member);
        assertThat(CurrentOrganisation.as(org, () -> service.closeFormer())).isFalse();
        assertThat(get("/", session)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void rowsThatCountNoMoreAreSweptAndOthersStay(@Autowired JdbcClient db) {
        var quiet = member(Role.ANALYST);
        signedIn(quiet);
        clock.advance(StaffLimits.SESSION_REST_MAX.plusMinutes(2));
        var awake = member(Role.ANALYST);
        signedIn(awake);

        sweep.handle(java.util.UUID.randomUUID());

        assertThat(CurrentOrganisation.as(org, () -> service.sweep())).isFalse();
        assertThat(sessions(awake)).hasSize(1);
        assertThat(sessions(quiet)).isEmpty();
    }

    private java.util.List<OpenSession> sessions(Member member) {
        return CurrentOrganisation.as(
                org, () -> service.mine(people.get(member.id()).signedIn()));
    }
}

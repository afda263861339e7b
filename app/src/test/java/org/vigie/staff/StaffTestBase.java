package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** People who have enrolled and sign in as people do: by the pages, with sessions of their own. */
@VigieTest
abstract class StaffTestBase {
    static final String PASSWORD = "four lighthouses in the fog";
    static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Autowired
    MockMvcTester mvc;

    @Autowired
    Fixtures fixtures;

    @Autowired
    FakeClock clock;

    @Autowired
    PeopleService people;

    @Autowired
    SignIn signIn;

    @Autowired
    private AuditReadService audit;

    OrgId org;

    /** The tries of the test before are forgotten after a while. */
    @BeforeEach
    void organisation() {
        clock.advance(Duration.ofHours(1));
        org = fixtures.organisation("Staff");
    }

    record Member(UUID id, OrgId org, String signInName, String secret) {}

    Member member(Role... roles) {
        return enrol(invitation("Camille", roles));
    }

    /** Its token, from a colleague who is there for it. */
    String invitation(String name, Role... roles) {
        var by = fixtures.colleague(org, "Test", Set.of(Role.ADMINISTRATOR));
        return CurrentOrganisation.as(org, () -> people.invite(by, name, Set.of(roles)));
    }

    Member enrol(String token) {
        var enrolment = signIn.enrolment(token);
        var name = "member" + UUID.randomUUID();
        var fallback = StaffSamples.fallback(PASSWORD, clock.instant());
        signIn.enrol(token, new SignInService.Names("Camille", name), fallback, "127.0.0.1");
        clock.advance(Duration.ofMinutes(1));
        return new Member(enrolment.person(), org, name, fallback.secret().text());
    }

    MockHttpSession signedIn(Member member) {
        return signedIn(member, new MockHttpSession());
    }

    MockHttpSession signedIn(Member member, MockHttpSession session) {
        assertThat(mvc.post()
                        .uri("/sign-in")
                        .session(session)
                        .with(csrf())
                        .param("sign-in-name", member.signInName())
                        .param("password", PASSWORD))
                .hasRedirectedUrl("/sign-in/code");
        assertThat(mvc.post()
                        .uri("/sign-in/code")
                        .session(session)
                        .header("User-Agent", FIREFOX)
                        .with(csrf())
                        .param("code", code(member.secret())))
                .hasRedirectedUrl("/");
        clock.advance(Duration.ofMinutes(1));
        return session;
    }

    String code(String secret) {
        return Totp.code(Base32.decode(secret), Totp.step(clock.instant()));
    }

    MvcTestResult get(String uri, MockHttpSession session) {
        return mvc.get().uri(uri).session(session).exchange();
    }

    MvcTestResult post(String uri, MockHttpSession session, Map<String, String> form) {
        var request = mvc.post().uri(uri).session(session).with(csrf());
        form.forEach(request::param);
        return request.exchange();
    }

    /** Entries of this act, the newest first. */
    java.util.List<AuditLine> audited(String act) {
        return CurrentOrganisation.as(org, () -> audit.page(new AuditQuestion(act, "", Long.MAX_VALUE)));
    }

    static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

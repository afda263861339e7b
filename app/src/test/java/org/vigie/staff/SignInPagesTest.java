package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class SignInPagesTest {
    private static final String PASSWORD = "four lighthouses in the fog";
    private static final Pattern SECRET = Pattern.compile("<code[^>]*>([A-Z2-7]{32})</code>");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @Autowired
    private PeopleService people;

    @Autowired
    private StaffService staff;

    private OrgId org;
    private String name;

    @BeforeEach
    void organisation() {
        org = fixtures.organisation("Sign-in hotline");
        name = "camille" + System.nanoTime();
        clock.advance(Duration.ofHours(1));
    }

    @Test
    void anInvitedPersonEnrolsThenSignsInWithPasswordAndCode() {
        var token = CurrentOrganisation.as(org, people::firstAdministrator);
        var secret = secretOf(token);

        assertThat(enrol(token, secret))
                .hasStatusOk()
                .bodyText()
                .contains("Your recovery codes", "/sign-in?after=enrolment");
        assertThat(mvc.get().uri("/enrolment/" + token))
                .hasStatus(409)
                .bodyText()
                .contains("opens nothing");

        clock.advance(Duration.ofMinutes(1));
        var session = new MockHttpSession();
        assertThat(password(session, PASSWORD)).hasRedirectedUrl("/sign-in/code");
        assertThat(mvc.get().uri("/people").session(session)).hasRedirectedUrl("/sign-in");
        assertThat(code(session, secret)).hasRedirectedUrl("/");
        assertThat(mvc.get().uri("/people").session(session))
                .hasStatusOk()
                .bodyText()
                .contains("Camille");
    }

    @Test
    void aCodeWorksOnceAndAWrongOneNever() {
        var secret = enrolled();
        var session = new MockHttpSession();
        password(session, PASSWORD);
        assertThat(code(session, secret)).hasRedirectedUrl("/");

        var second = new MockHttpSession();
        password(second, PASSWORD);
        assertThat(code(second, secret)).hasStatus(422).bodyText().contains("each code works once");
        assertThat(mvc.get().uri("/people").session(second)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void aWrongNameAndAWrongPasswordGetTheSameAnswer() {
        enrolled();

        var wrongPassword = text(password(new MockHttpSession(), "not the password at all"));
        var rightName = name;
        name = "nobody" + System.nanoTime();
        var wrongName = text(password(new MockHttpSession(), PASSWORD));

        assertThat(wrongPassword.replace(rightName, "").replaceAll("_csrf\" value=\"[^\"]*", ""))
                .isEqualTo(wrongName.replace(name, "").replaceAll("_csrf\" value=\"[^\"]*", ""));
    }

    @Test
    void tooManyTriesAreSlowedDownWhoeverItIs() {
        for (int i = 0; i < Limit.SIGN_IN_OF_ACCOUNT.size(); i++) {
            assertThat(password(new MockHttpSession(), "wrong password " + i)).hasStatus(422);
        }
        assertThat(password(new MockHttpSession(), PASSWORD))
                .hasStatus(429)
                .bodyText()
                .contains("Too many tries");
    }

    @Test
    void aChangeOfRolesEndsTheSession() {
        var secret = enrolled();
        var session = new MockHttpSession();
        password(session, PASSWORD);
        code(session, secret);
        var person = CurrentOrganisation.as(
                org, () -> people.page("", new java.util.UUID(0, 0)).getFirst());
        assertThat(mvc.get().uri("/people").session(session)).hasStatusOk();

        CurrentOrganisation.as(
                org,
                () -> people.giveRoles(
                        person.signedIn(), person.id(), java.util.Set.of(Role.ADMINISTRATOR, Role.AUDITOR)));

        assertThat(mvc.get().uri("/people").session(session)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void theLastAdministratorStays() {
        enrolled();
        var person = CurrentOrganisation.as(
                org, () -> people.page("", new java.util.UUID(0, 0)).getFirst());

        var asked = CurrentOrganisation.as(org, () -> {
            try {
                people.giveRoles(person.signedIn(), person.id(), java.util.Set.of(Role.AUDITOR));
                return "";
            } catch (Refusal refusal) {
                return refusal.key();
            }
        });

        assertThat(asked).isEqualTo("staff.people.last-administrator");
    }

    @Test
    void aOneTimeLinkSignsInOnceAndFromThisMachineOnly() {
        URI link = staff.oneTimeSignIn(org);

        assertThat(mvc.get().uri(link).with(request -> {
                    request.setRemoteAddr("192.0.2.7");
                    return request;
                }))
                .hasStatus(409);
        assertThat(mvc.get().uri(link)).hasRedirectedUrl("/");
        assertThat(mvc.get().uri(link)).hasStatus(409);
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        assertThat(mvc.post().uri("/sign-in").param("sign-in-name", name).param("password", PASSWORD))
                .hasStatus(403);
    }

    private String enrolled() {
        var token = CurrentOrganisation.as(org, people::firstAdministrator);
        var secret = secretOf(token);
        enrol(token, secret);
        clock.advance(Duration.ofMinutes(2));
        return secret;
    }

    private MvcTestResult enrol(String token, String secret) {
        return mvc.post()
                .uri("/enrolment/" + token + "/password")
                .with(csrf())
                .param("name", "Camille")
                .param("sign-in-name", name)
                .param("password", PASSWORD)
                .param("code", codeNow(secret))
                .exchange();
    }

    private MvcTestResult password(MockHttpSession session, String password) {
        return mvc.post()
                .uri("/sign-in")
                .session(session)
                .with(csrf())
                .param("sign-in-name", name)
                .param("password", password)
                .exchange();
    }

    private MvcTestResult code(MockHttpSession session, String secret) {
        return mvc.post()
                .uri("/sign-in/code")
                .session(session)
                .with(csrf())
                .param("code", codeNow(secret))
                .exchange();
    }

    private String codeNow(String secret) {
        return Totp.code(Base32.decode(secret), Totp.step(clock.instant()));
    }

    private String secretOf(String token) {
        assertThat(mvc.get().uri("/enrolment/" + token)).hasStatusOk();
        var page = mvc.post()
                .uri("/enrolment/" + token)
                .with(csrf())
                .param("name", "Camille")
                .param("sign-in-name", name)
                .exchange();
        var found = SECRET.matcher(text(page));
        assertThat(found.find()).isTrue();
        return Objects.requireNonNull(found.group(1));
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class SignInPagesTest {
    private static final String PASSWORD = "four lighthouses in the fog";
    private static final Pattern SECRET = Pattern.compile("<code class=\"vigie-key\"[^>]*>(.*?)</code>");

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

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private OrgId org;
    private String name;
    private MockHttpSession browser = new MockHttpSession();

    @BeforeEach
    void organisation() {
        org = fixtures.organisation("Sign-in hotline");
        name = "camille" + System.nanoTime();
        browser = new MockHttpSession();
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

    /** Such as the inviter, or a filter of mails that opens links. */
    @Test
    void whoOpenedTheLinkBeforeDoesNotKnowTheKeyOfTheAuthenticator() {
        var token = CurrentOrganisation.as(org, people::firstAdministrator);
        var seen = secretOf(token);
        browser = new MockHttpSession();
        assertThat(enrol(token, seen)).as("no key was shown here").hasStatus(422);

        var secret = secretOf(token);
        assertThat(secret).isNotEqualTo(seen).isEqualTo(secretOf(token));
        assertThat(enrol(token, seen)).hasStatus(422).bodyText().contains(secret);
        assertThat(enrol(token, secret)).hasStatusOk();

        clock.advance(Duration.ofMinutes(1));
        var session = new MockHttpSession();
        assertThat(password(session, PASSWORD)).hasRedirectedUrl("/sign-in/code");
        assertThat(code(session, seen)).hasStatus(422);
        assertThat(code(session, secret)).hasRedirectedUrl("/");
    }

    @Test
    void twoWhoEnrolInOneBrowserGetKeysOfTheirOwn() {
        var first = secretOf(CurrentOrganisation.as(org, people::firstAdministrator));
        var other = fixtures.organisation("Sign-in hotline of others");
        name = "kim" + System.nanoTime();

        assertThat(secretOf(CurrentOrganisation.as(other, people::firstAdministrator)))
                .isNotEqualTo(first);
    }

    @Test
    void whoIsInvitedOrEnrolsByPasskeyHasNoKeyOfAnAuthenticator() {
        CurrentOrganisation.as(org, people::firstAdministrator);
        assertThat(keys()).isZero();
        enrolled();
        assertThat(keys()).isEqualTo(1);
    }

    private int keys() {
        var count = db.sql("select count(*) from person where totp_sealed is not null");
        return CurrentOrganisation.as(
                org,
                () -> Objects.requireNonNull(
                        transaction.execute(status -> count.query(Integer.class).single())));
    }

    /** As all are who enrolled when the key was made with the invitation. */
    @Test
    void whoseKeyOthersMayKnowSetsUpAnotherOnceAndConfirmsByNoneUntilThen() {
        var secret = enrolled();
        CurrentOrganisation.as(
                org,
                () -> transaction.executeWithoutResult(status ->
                        db.sql("update person set totp_of_invitation = true").update()));
        var session = new MockHttpSession();
        password(session, PASSWORD);
        assertThat(code(session, secret)).hasRedirectedUrl("/me/sign-in/password");
        assertThat(text(get("/", session))).contains("id=\"renew\"").doesNotContain("??");
        assertThat(text(get("/confirm-it-is-you", session)))
                .contains("id=\"renew\"")
                .doesNotContain("id=\"code\"", "??");
        clock.advance(Duration.ofMinutes(1));
        assertThat(confirm(session, secret)).hasStatus(422);

        var page = text(get("/me/sign-in/password", session));
        assertThat(page).contains("id=\"renew\"").doesNotContain("??");
        var found = SECRET.matcher(page);
        assertThat(found.find()).isTrue();
        var own = Objects.requireNonNull(found.group(1)).replaceAll("<[^>]*>", "");
        assertThat(mvc.post()
                        .uri("/me/sign-in/authenticator")
                        .session(session)
                        .with(csrf())
                        .param("new-password", PASSWORD)
                        .param("code", codeNow(own)))
                .hasRedirectedUrl("/me/sign-in?after=password");
        assertThat(text(get("/", session))).doesNotContain("id=\"renew\"");
        clock.advance(Duration.ofMinutes(1));
        assertThat(confirm(session, secret)).hasStatus(422);
        assertThat(confirm(session, own)).hasRedirectedUrl("/");
    }

    private MvcTestResult get(String path, MockHttpSession session) {
        return mvc.get().uri(path).session(session).exchange();
    }

    private MvcTestResult confirm(MockHttpSession session, String secret) {
        return mvc.post()
                .uri("/confirm-it-is-you")
                .session(session)
                .with(csrf())
                .param("code", codeNow(secret))
                .exchange();
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
    void whoKnowsANameKeepsNobodyElsewhereOut() {
        enrolled();
        for (int i = 0; i <= Limit.SIGN_IN_OF_ACCOUNT.size(); i++) {
            password(new MockHttpSession(), "wrong password " + i);
        }
        assertThat(password(new MockHttpSession(), PASSWORD)).as("there").hasStatus(429);
        assertThat(mvc.post()
                        .uri("/sign-in")
                        .with(csrf())
                        .with(request -> {
                            request.setRemoteAddr("198.51.100.7");
                            return request;
                        })
                        .param("sign-in-name", name)
                        .param("password", PASSWORD))
                .as("elsewhere")
                .hasRedirectedUrl("/sign-in/code");
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
                .session(browser)
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
                .session(browser)
                .with(csrf())
                .param("name", "Camille")
                .param("sign-in-name", name)
                .exchange();
        var found = SECRET.matcher(text(page));
        assertThat(found.find()).isTrue();
        return Objects.requireNonNull(found.group(1)).replaceAll("<[^>]*>", "");
    }

    private static String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;

class RecoveryPagesTest extends StaffTestBase {
    private static final String OWN_PASSWORD = "seven harbours in the rain";
    private static final String NEXT_PASSWORD = "eight harbours in the snow";
    private static final Pattern SECRET = Pattern.compile("<code class=\"vigie-key\"[^>]*>(.*?)</code>");
    private static final Pattern CODE = Pattern.compile("<code[^>]*>((?:[0-9A-Z]{5}-){3}[0-9A-Z]{5})</code>");

    @Autowired
    private StaffService staff;

    private String name;
    private String secret = "";
    private List<String> codes = List.of();

    @BeforeEach
    void somebody() {
        org = fixtures.organisation("Recovery hotline");
        name = "kim" + System.nanoTime();
    }

    @Test
    void enrolmentEndsWithTenDifferentCodes() {
        enrolWithPassword();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void passwordAndRecoveryCodeLeadToANewAuthenticatorAndNowhereElse() {
        enrolWithPassword();
        var old = secret;
        var elsewhere = signedInByPassword(OWN_PASSWORD);

        var session = new MockHttpSession();
        assertThat(recover(
                        session,
                        OWN_PASSWORD,
                        codes.get(3).toLowerCase(Locale.ROOT).replace("-", " ")))
                .hasRedirectedUrl("/sign-in/recovery/new");
        assertThat(mvc.get().uri("/").session(session)).hasRedirectedUrl("/sign-in");
        assertThat(mvc.get().uri("/me/sign-in").session(session)).hasRedirectedUrl("/sign-in");

        secret = secretIn(
                text(mvc.get().uri("/sign-in/recovery/new").session(session).exchange()));
        assertThat(secret).isNotEqualTo(old);
        assertThat(newPassword(session, "too short", code(secret)))
                .hasStatus(422)
                .bodyText()
                .contains(secret);
        assertThat(newPassword(session, NEXT_PASSWORD, "000000")).hasStatus(422);
        assertThat(newPassword(session, NEXT_PASSWORD, code(secret))).hasRedirectedUrl("/me/sign-in?after=recovery");
        assertThat(mvc.get().uri("/me/sign-in?after=recovery").session(session))
                .hasStatusOk()
                .bodyText()
                .contains("You are back in", "9 recovery codes left", "A recovery code of yours was used");
        assertThat(mvc.get().uri("/").session(elsewhere)).hasRedirectedUrl("/sign-in");
        assertThat(mvc.get().uri("/").session(session)).bodyText().contains("Recovery codes used lately");

        clock.advance(Duration.ofMinutes(1));
        var again = new MockHttpSession();
        assertThat(password(again, OWN_PASSWORD)).hasStatus(422);
        assertThat(password(again, NEXT_PASSWORD)).hasRedirectedUrl("/sign-in/code");
        assertThat(totp(again, code(old))).hasStatus(422);
        assertThat(totp(again, code(secret))).hasRedirectedUrl("/");
    }

    @Test
    void aCodeIsOfUseOnceAndOnlyWithThePassword() {
        enrolWithPassword();
        assertThat(recover(new MockHttpSession(), "not the password here", codes.get(0)))
                .hasStatus(422);
        assertThat(recover(new MockHttpSession(), "", codes.get(0))).hasStatus(422);
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, "AAAAA-AAAAA-AAAAA-AAAAA"))
                .hasStatus(422);
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, "'; drop table person; --"))
                .hasStatus(422);
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, codes.get(0))).hasStatus3xxRedirection();
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, codes.get(0))).hasStatus(422);
    }

    @Test
    void whoeverLostTheOnlyPasskeyMakesAnotherOne() {
        enrolWithPasskey(new SoftAuthenticator());
        var session = new MockHttpSession();
        assertThat(recover(session, "", codes.get(9))).hasRedirectedUrl("/sign-in/recovery/new");

        var device = new SoftAuthenticator();
        assertThat(post("/sign-in/recovery/new/passkey/options", session, Map.of()))
                .hasStatusOk();
        assertThat(mvc.post()
                        .uri("/sign-in/recovery/new/passkey")
                        .session(session)
                        .with(csrf())
                        .param("credential", "{}"))
                .hasStatus(422);
        var options = text(post("/sign-in/recovery/new/passkey/options", session, Map.of()));
        assertThat(mvc.post()
                        .uri("/sign-in/recovery/new/passkey")
                        .session(session)
                        .with(csrf())
                        .param("credential", device.create(options)))
                .hasRedirectedUrl("/me/sign-in?after=recovery");
        assertThat(mvc.get().uri("/me/sign-in").session(session))
                .hasStatusOk()
                .bodyText()
                .contains("My first passkey", "Made after a recovery code");
    }

    @Test
    void whoeverOwnsTheAccountShutsTheWayBackInOfAThief() {
        enrolWithPassword();
        var own = signedInByPassword(OWN_PASSWORD);
        for (var act : List.of("/me/sign-in/recovery-codes", "/sessions/others/end")) {
            var thief = new MockHttpSession();
            assertThat(recover(thief, OWN_PASSWORD, codes.get(0))).hasRedirectedUrl("/sign-in/recovery/new");
            var shown = secretIn(
                    text(mvc.get().uri("/sign-in/recovery/new").session(thief).exchange()));
            clock.advance(Duration.ofMinutes(1));
            var answer = post(act, own, Map.of());
            if (answer.getResponse().getStatus() == 200) {
                codes = codesIn(text(answer));
            }
            assertThat(newPassword(thief, NEXT_PASSWORD, code(shown))).as(act).hasStatus(422);
            assertThat(mvc.get().uri("/").session(thief)).as(act).hasRedirectedUrl("/sign-in");
            assertThat(mvc.get().uri("/me/sign-in").session(own)).as(act).hasStatusOk();
        }
    }

    @Test
    void theWayBackInIsOpenForAQuarterOfAnHour() {
        enrolWithPassword();
        var session = new MockHttpSession();
        recover(session, OWN_PASSWORD, codes.get(1));
        clock.advance(StaffLimits.RECOVERING_MAX);
        assertThat(mvc.get().uri("/sign-in/recovery/new").session(session)).hasRedirectedUrl("/sign-in/recovery");
        assertThat(newPassword(session, NEXT_PASSWORD, "000000")).hasRedirectedUrl("/sign-in/recovery");
        assertThat(mvc.post()
                        .uri("/sign-in/recovery/new/passkey/options")
                        .session(session)
                        .with(csrf()))
                .hasStatus(409);
    }

    @Test
    void nobodyWhoIsNotRecoveringSetsAnythingUp() {
        assertThat(newPassword(new MockHttpSession(), NEXT_PASSWORD, "000000")).hasRedirectedUrl("/sign-in/recovery");
        assertThat(mvc.post().uri("/sign-in/recovery/new/passkey").with(csrf()).param("credential", "{}"))
                .hasRedirectedUrl("/sign-in/recovery");
    }

    @Test
    void guessesAreCountedAsOtherTriesAre() {
        enrolWithPassword();
        for (int i = 0; i < Limit.SIGN_IN_OF_ACCOUNT.size(); i++) {
            assertThat(recover(new MockHttpSession(), OWN_PASSWORD, "AAAAA-AAAAA-AAAAA-AAAA" + i))
                    .hasStatus(422);
        }
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, codes.get(0))).hasStatus(429);
        assertThat(password(new MockHttpSession(), OWN_PASSWORD)).hasStatus(429);
    }

    @Test
    void newCodesEndTheOldOnes() {
        enrolWithPassword();
        var session = signedInByPassword(OWN_PASSWORD);
        var old = codes;
        codes = codesIn(text(post("/me/sign-in/recovery-codes", session, Map.of())));
        assertThat(codes).hasSize(10).doesNotContainAnyElementsOf(old);
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, old.get(0))).hasStatus(422);
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, codes.get(0))).hasStatus3xxRedirection();
    }

    @Test
    void aBlockedPersonDoesNotComeBackWithACode() {
        enrolWithPassword();
        var blocked = CurrentOrganisation.as(org, () -> person().id());
        member(Role.ADMINISTRATOR);
        var other = new SignedIn(new UUID(0, 1), org, Set.of(Role.ADMINISTRATOR), "Other");
        CurrentOrganisation.as(org, () -> people.block(other, blocked));
        assertThat(recover(new MockHttpSession(), OWN_PASSWORD, codes.get(0))).hasStatus(422);
    }

    @Test
    void administratorsHearOfEveryUseForAWeekAndOthersOfTheirOwn() {
        enrolWithPassword();
        recover(new MockHttpSession(), OWN_PASSWORD, codes.get(0));
        var administrator = new SignedIn(new UUID(0, 1), org, Set.of(Role.ADMINISTRATOR), "Other");
        var analyst = new SignedIn(new UUID(0, 2), org, Set.of(Role.ANALYST), "Other");
        CurrentOrganisation.as(org, () -> {
            assertThat(staff.recoveredLately(administrator)).hasSize(1);
            assertThat(staff.recoveredLately(person().signedIn())).hasSize(1);
            assertThat(staff.recoveredLately(analyst)).isEmpty();
        });
        clock.advance(Duration.ofDays(8));
        CurrentOrganisation.as(
                org, () -> assertThat(staff.recoveredLately(administrator)).isEmpty());
    }

    @Test
    void thePasswordChangesWithThePresentOneAndEndsTheOtherSessions() {
        enrolWithPassword();
        var session = signedInByPassword(OWN_PASSWORD);
        clock.advance(Duration.ofMinutes(1));
        var elsewhere = signedInByPassword(OWN_PASSWORD);
        assertThat(changePassword(session, "not the present one", NEXT_PASSWORD))
                .hasStatus(422);
        assertThat(changePassword(session, OWN_PASSWORD, "short"))
                .hasStatus(422)
                .bodyText()
                .contains("at least 15");
        assertThat(changePassword(session, OWN_PASSWORD, NEXT_PASSWORD)).hasRedirectedUrl("/me/sign-in?after=password");
        assertThat(mvc.get().uri("/me/sign-in").session(session)).hasStatusOk();
        assertThat(mvc.get().uri("/me/sign-in").session(elsewhere)).hasRedirectedUrl("/sign-in");
        assertThat(password(new MockHttpSession(), OWN_PASSWORD)).hasStatus(422);
        assertThat(password(new MockHttpSession(), NEXT_PASSWORD)).hasRedirectedUrl("/sign-in/code");
    }

    @Test
    void whoCameByPasskeyMaySetAPasswordUpBesideIt() {
        var device = new SoftAuthenticator();
        enrolWithPasskey(device);
        assertThat(password(new MockHttpSession(), "")).hasStatus(422);
        var session = new MockHttpSession();
        var options = text(post("/sign-in/passkey/options", session, Map.of()));
        mvc.post()
                .uri("/sign-in/passkey")
                .session(session)
                .with(csrf())
                .param("credential", device.get(options))
                .exchange();
        secret = secretIn(
                text(mvc.get().uri("/me/sign-in/password").session(session).exchange()));
        assertThat(mvc.post()
                        .uri("/me/sign-in/authenticator")
                        .session(session)
                        .with(csrf())
                        .param("new-password", OWN_PASSWORD)
                        .param("code", code(secret)))
                .hasRedirectedUrl("/me/sign-in?after=password");
        clock.advance(Duration.ofMinutes(1));
        signedInByPassword(OWN_PASSWORD);
    }

    @Test
    void aGuestOfTheDemoHasNothingToSetUp() {
        var session = new MockHttpSession();
        mvc.get().uri(staff.oneTimeSignIn(org)).session(session).exchange();
        assertThat(mvc.get().uri("/me/sign-in").session(session)).bodyText().contains("guest of the demo");
        for (var path : List.of("/passkeys/options", "/recovery-codes")) {
            assertThat(mvc.post().uri("/me/sign-in" + path).session(session).with(csrf()))
                    .hasStatus(409);
        }
    }

    private void enrolWithPassword() {
        var token = Objects.requireNonNull(CurrentOrganisation.as(org, people::firstAdministrator));
        var session = new MockHttpSession();
        secret = secretIn(text(mvc.post()
                .uri("/enrolment/" + token)
                .session(session)
                .with(csrf())
                .param("name", "Kim")
                .param("sign-in-name", name)
                .exchange()));
        codes = codesIn(text(mvc.post()
                .uri("/enrolment/" + token + "/password")
                .session(session)
                .with(csrf())
                .param("name", "Kim")
                .param("sign-in-name", name)
                .param("password", OWN_PASSWORD)
                .param("code", code(secret))
                .exchange()));
        clock.advance(Duration.ofMinutes(2));
    }

    private void enrolWithPasskey(SoftAuthenticator device) {
        var token = Objects.requireNonNull(CurrentOrganisation.as(org, people::firstAdministrator));
        var session = new MockHttpSession();
        var options = text(post("/enrolment/" + token + "/passkey/options", session, Map.of("sign-in-name", name)));
        codes = codesIn(text(mvc.post()
                .uri("/enrolment/" + token + "/passkey")
                .session(session)
                .with(csrf())
                .param("name", "Kim")
                .param("sign-in-name", name)
                .param("credential", device.create(options))
                .exchange()));
    }

    private MockHttpSession signedInByPassword(String password) {
        var session = new MockHttpSession();
        assertThat(password(session, password)).hasRedirectedUrl("/sign-in/code");
        assertThat(totp(session, code(secret))).hasRedirectedUrl("/");
        return session;
    }

    private MvcTestResult recover(MockHttpSession session, String password, String code) {
        return mvc.post()
                .uri("/sign-in/recovery")
                .session(session)
                .with(csrf())
                .param("sign-in-name", name)
                .param("password", password)
                .param("recovery-code", code)
                .exchange();
    }

    private MvcTestResult newPassword(MockHttpSession session, String password, String code) {
        return post("/sign-in/recovery/new/password", session, Map.of("password", password, "code", code));
    }

    private MvcTestResult changePassword(MockHttpSession session, String present, String next) {
        return post("/me/sign-in/password", session, Map.of("present-password", present, "password", next));
    }

    private MvcTestResult password(MockHttpSession session, String password) {
        return post("/sign-in", session, Map.of("sign-in-name", name, "password", password));
    }

    private MvcTestResult totp(MockHttpSession session, String code) {
        return post("/sign-in/code", session, Map.of("code", code));
    }

    private Person person() {
        return people.page("", new UUID(0, 0)).getFirst();
    }

    private static List<String> codesIn(String page) {
        var found = new ArrayList<String>();
        CODE.matcher(page).results().forEach(match -> found.add(match.group(1)));
        return List.copyOf(found);
    }

    private static String secretIn(String page) {
        var found = SECRET.matcher(page);
        assertThat(found.find()).isTrue();
        @Nullable String secret = found.group(1);
        return Objects.requireNonNull(secret).replaceAll("<[^>]*>", "");
    }
}

package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditLine;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;

class PasskeyPagesTest extends StaffTestBase {
    @Autowired
    private PasskeyService passkeys;

    @Autowired
    private Ceremonies ceremonies;

    @Autowired
    private AuditReadService audit;

    private String name;
    private SoftAuthenticator device;

    @BeforeEach
    void somebodyWithAPasskey() {
        org = fixtures.organisation("Passkey hotline");
        name = "alex" + System.nanoTime();
        device = new SoftAuthenticator();
        var answer = enrol(device);
        assertThat(answer).hasStatusOk().bodyText().contains("Your recovery codes");
    }

    @Test
    void whoEnrolledWithAPasskeySignsInWithIt() {
        var session = new MockHttpSession();
        assertThat(send(session, device.get(ask(session)))).hasRedirectedUrl("/");
        assertThat(mvc.get().uri("/me/sign-in").session(session))
                .hasStatusOk()
                .bodyText()
                .contains("My first passkey", name);
        assertThat(acts()).contains("person.enrolled", "person.passkey-added", "person.signed-in");
    }

    @Test
    void anAnswerCountsOnceAlsoInItsOwnSession() {
        var session = new MockHttpSession();
        var answer = device.get(ask(session));
        assertThat(send(session, answer)).hasRedirectedUrl("/");

        assertThat(send(session, answer)).hasStatus(422);
        var other = new MockHttpSession();
        ask(other);
        assertThat(send(other, answer)).hasStatus(422).bodyText().contains("was not accepted");
        assertThat(mvc.get().uri("/people").session(other)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void anAnswerThatComesLateIsNone() {
        var session = new MockHttpSession();
        var answer = device.get(ask(session));
        clock.advance(Duration.ofMinutes(5));
        assertThat(send(session, answer)).hasStatus(422);
    }

    @Test
    void aCopyIsNoticedByItsCountAndAudited() {
        var copy = device.copy();
        for (int i = 0; i < 3; i++) {
            var session = new MockHttpSession();
            assertThat(send(session, device.get(ask(session)))).hasRedirectedUrl("/");
        }

        var session = new MockHttpSession();
        assertThat(send(session, copy.get(ask(session)))).hasStatus(422);

        assertThat(lines())
                .anySatisfy(
                        line -> assertThat(line.act() + line.facts()).contains("person.sign-in-refused", "sign-count"));
    }

    @Test
    void anAuthenticatorThatDoesNotCountIsTakenEachTime() {
        device = new SoftAuthenticator();
        device.count = 0;
        device.countStep = 0;
        name = "sam" + System.nanoTime();
        org = fixtures.organisation("Passkey hotline without counts");
        enrol(device);
        for (int i = 0; i < 2; i++) {
            var session = new MockHttpSession();
            assertThat(send(session, device.get(ask(session)))).hasRedirectedUrl("/");
        }
    }

    static Stream<Arguments> wrongAuthenticators() {
        return Stream.of(
                wrong("another key", device -> device.spoilSignature = true),
                wrong("not unlocked", device -> device.flags = SoftAuthenticator.USER_PRESENT),
                wrong("nobody there", device -> device.flags = SoftAuthenticator.USER_VERIFIED),
                wrong("another site", device -> device.origin = "https://vigie.example"),
                wrong("a site whose name begins alike", device -> device.origin = "http://localhost.example"),
                wrong("a scheme that is not safe elsewhere", device -> device.origin = "ftp://localhost"),
                wrong("another domain", device -> device.domain = "vigie.example"),
                wrong("no handle", device -> device.handle = null),
                wrong("another person's handle", device -> device.handle = new byte[16]),
                wrong("an answer to another question", device -> device.type = "webauthn.create"),
                wrong("suddenly copied elsewhere", device -> device.flags |= SoftAuthenticator.BACKUP_ELIGIBLE),
                wrong("copied, and not made for it", device -> device.flags |= SoftAuthenticator.BACKED_UP));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongAuthenticators")
    void aWrongAuthenticatorIsRefused(String what, Consumer<SoftAuthenticator> change) {
        change.accept(device);
        var session = new MockHttpSession();
        assertThat(send(session, device.get(ask(session)))).hasStatus(422);
        assertThat(mvc.get().uri("/people").session(session)).hasRedirectedUrl("/sign-in");
    }

    @Test
    void anUnknownPasskeyGetsTheSameAnswerAsAWrongSignature() {
        var session = new MockHttpSession();
        device.spoilSignature = true;
        var wrong = text(send(session, device.get(ask(session))));
        var stranger = new SoftAuthenticator();
        stranger.handle = device.handle;
        var unknown = text(send(session, stranger.get(ask(session))));
        assertThat(unknown.replaceAll("_csrf\" value=\"[^\"]*", ""))
                .isEqualTo(wrong.replaceAll("_csrf\" value=\"[^\"]*", ""));
    }

    @Test
    void aBlockedPersonStaysOut() {
        var blocked = CurrentOrganisation.as(org, () -> person().id());
        member(Role.ADMINISTRATOR);
        var other = new SignedIn(new UUID(0, 1), org, Set.of(Role.ADMINISTRATOR), "x");
        CurrentOrganisation.as(org, () -> people.block(other, blocked));
        var session = new MockHttpSession();
        assertThat(send(session, device.get(ask(session)))).hasStatus(422);
    }

    @Test
    void tooManyTriesAreSlowedDown() {
        device.spoilSignature = true;
        for (int i = 0; i < Limit.SIGN_IN_OF_NETWORK.size(); i++) {
            var session = new MockHttpSession();
            assertThat(send(session, device.get(ask(session)))).hasStatus(422);
        }
        device.spoilSignature = false;
        var session = new MockHttpSession();
        assertThat(send(session, device.get(ask(session)))).hasStatus(429);
    }

    @ParameterizedTest
    @MethodSource("org.vigie.staff.PasskeyAnswersTest#garbage")
    void garbageIsTheFaultOfWhoSendsIt(String garbage) {
        var session = new MockHttpSession();
        ask(session);
        clock.advance(Duration.ofHours(1));
        int refused = garbage.indexOf('\0') < 0 ? 422 : 400; // which no page is asked about
        assertThat(send(session, garbage)).hasStatus(refused);
        assertThat(mvc.post()
                        .uri("/enrolment/" + garbage.length() + "/passkey")
                        .with(csrf())
                        .param("name", "Alex")
                        .param("sign-in-name", name)
                        .param("credential", garbage))
                .hasStatus4xxClientError();
        var inside = signedIn();
        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys")
                        .session(inside)
                        .with(csrf())
                        .param("label", "x")
                        .param("credential", garbage))
                .hasStatus(refused);
        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys/" + garbage.length() + "/removal")
                        .session(inside)
                        .with(csrf()))
                .hasStatus4xxClientError();
    }

    @Test
    void whoIsSignedInConfirmsWithTheirOwnPasskeyAndNoOther() {
        var session = signedIn();
        var options = toConfirm(session);
        assertThat(options).contains(SoftAuthenticator.encode(device.credentialId));
        assertThat(confirms(session, device.get(options))).isTrue();
        assertThat(confirms(session, device.get(options))).as("a second time").isFalse();
        assertThat(confirms(session, device.get(ask(session))))
                .as("to the question of the sign-in page")
                .isFalse();

        var mine = device;
        var person = CurrentOrganisation.as(org, this::person);
        org = fixtures.organisation("Hotline of another");
        name = "toni" + System.nanoTime();
        device = new SoftAuthenticator();
        enrol(device);
        assertThat(confirmed(person, session, device.get(toConfirm(session))))
                .as("another person's")
                .isFalse();
        assertThat(confirmed(person, session, mine.get(toConfirm(session)))).isTrue();
    }

    private String toConfirm(MockHttpSession session) {
        return text(post("/confirm-it-is-you/passkey/options", session, Map.of()));
    }

    private boolean confirms(MockHttpSession session, String answer) {
        return confirmed(CurrentOrganisation.as(org, this::person), session, answer);
    }

    private boolean confirmed(Person person, MockHttpSession session, String answer) {
        var request = new MockHttpServletRequest();
        request.setSession(session);
        return CurrentOrganisation.as(person.org(), () -> ceremonies.confirms(person.signedIn(), answer, request));
    }

    @Test
    void anAnswerMadeForSigningInConfirmsNothingAndAddsNothing() {
        var session = signedIn();
        var answer = device.get(ask(session));
        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys")
                        .session(session)
                        .with(csrf())
                        .param("label", "x")
                        .param("credential", answer))
                .hasStatus(422);
    }

    @Test
    void aPersonAddsRenamesAndRemovesPasskeysButNeverTheLast() {
        var session = signedIn();
        var elsewhere = signedIn();
        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys/" + firstPasskey() + "/removal")
                        .session(session)
                        .with(csrf()))
                .hasStatus(409)
                .bodyText()
                .contains("only way to sign in");

        clock.advance(Duration.ofMinutes(1));
        var second = new SoftAuthenticator();
        assertThat(add(session, second, "blue <b>key</b>")).hasRedirectedUrl("/me/sign-in?after=added");
        assertThat(mvc.get().uri("/me/sign-in").session(session)).bodyText().contains("blue &lt;b&gt;key&lt;/b&gt;");
        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys/" + firstPasskey() + "/name")
                        .session(session)
                        .with(csrf())
                        .param("label", "  old telephone "))
                .hasRedirectedUrl("/me/sign-in");
        assertThat(mvc.get().uri("/me/sign-in").session(elsewhere))
                .hasStatusOk()
                .bodyText()
                .contains(">old telephone<");

        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys/" + firstPasskey() + "/removal")
                        .session(session)
                        .with(csrf()))
                .hasRedirectedUrl("/me/sign-in?after=removed");
        assertThat(mvc.get().uri("/me/sign-in").session(session)).hasStatusOk();
        assertThat(mvc.get().uri("/me/sign-in").session(elsewhere)).hasRedirectedUrl("/sign-in");
        var gone = new MockHttpSession();
        assertThat(send(gone, device.get(ask(gone)))).hasStatus(422);
        var kept = new MockHttpSession();
        assertThat(send(kept, second.get(ask(kept)))).hasRedirectedUrl("/");
    }

    @Test
    void aPasskeyThatIsHeldAlreadyIsNotAddedTwiceNorToAnother() {
        var session = signedIn();
        assertThat(add(session, device, "again")).hasStatus(422);
        assertThat(add(session, new SoftAuthenticator(), " "))
                .hasStatus(422)
                .bodyText()
                .contains("1 to 60");
        for (int i = 1; i < StaffLimits.PASSKEYS_OF_A_PERSON; i++) {
            assertThat(add(session, new SoftAuthenticator(), "number " + i))
                    .hasRedirectedUrl("/me/sign-in?after=added");
        }
        assertThat(add(session, new SoftAuthenticator(), "one more"))
                .hasStatus(422)
                .bodyText()
                .contains("up to 10");
    }

    @Test
    void nobodyTouchesThePasskeyOfAnother() {
        var foreign = firstPasskey();
        org = fixtures.organisation("Another hotline");
        name = "robin" + System.nanoTime();
        device = new SoftAuthenticator();
        enrol(device);
        var session = signedIn();
        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys/" + foreign + "/name")
                        .session(session)
                        .with(csrf())
                        .param("label", "mine"))
                .hasStatus(409);
        assertThat(add(session, new SoftAuthenticator(), "second")).hasStatus3xxRedirection();
        assertThat(mvc.post()
                        .uri("/me/sign-in/passkeys/" + foreign + "/removal")
                        .session(session)
                        .with(csrf()))
                .hasStatus(409)
                .bodyText()
                .contains("not there any more");
    }

    private MockHttpSession signedIn() {
        var session = new MockHttpSession();
        assertThat(send(session, device.get(ask(session)))).hasRedirectedUrl("/");
        return session;
    }

    private MvcTestResult add(MockHttpSession session, SoftAuthenticator added, String label) {
        var options = text(post("/me/sign-in/passkeys/options", session, Map.of()));
        return mvc.post()
                .uri("/me/sign-in/passkeys")
                .session(session)
                .with(csrf())
                .param("label", label)
                .param("credential", added.create(options))
                .exchange();
    }

    private MvcTestResult enrol(SoftAuthenticator with) {
        var token = Objects.requireNonNull(CurrentOrganisation.as(org, people::firstAdministrator));
        var session = new MockHttpSession();
        var options = text(post("/enrolment/" + token + "/passkey/options", session, Map.of("sign-in-name", name)));
        return mvc.post()
                .uri("/enrolment/" + token + "/passkey")
                .session(session)
                .with(csrf())
                .param("name", "Alex")
                .param("sign-in-name", name)
                .param("credential", with.create(options))
                .exchange();
    }

    private String ask(MockHttpSession session) {
        return text(post("/sign-in/passkey/options", session, Map.of()));
    }

    private MvcTestResult send(MockHttpSession session, String answer) {
        return post("/sign-in/passkey", session, Map.of("credential", answer));
    }

    private UUID firstPasskey() {
        return CurrentOrganisation.as(
                org, () -> passkeys.of(person().id()).getFirst().id());
    }

    private Person person() {
        return people.page("", new UUID(0, 0)).getFirst();
    }

    private List<String> acts() {
        return lines().stream().map(AuditLine::act).toList();
    }

    private List<AuditLine> lines() {
        return CurrentOrganisation.as(
                org, () -> audit.read(new AuditQuestion("", "", Long.MAX_VALUE), AuditActor.system("test")));
    }

    private static Arguments wrong(String what, Consumer<SoftAuthenticator> change) {
        return Arguments.of(what, change);
    }
}

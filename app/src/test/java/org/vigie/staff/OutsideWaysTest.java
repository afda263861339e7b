package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;

/** What else a person has who comes in by the identity service, and what an administrator may set for all of them. */
class OutsideWaysTest extends OutsideTestBase {
    private static final Pattern REMOVAL = Pattern.compile("/me/sign-in/passkeys/[0-9a-f-]{36}/removal");
    private static final String ONLY = "your only way to sign in";

    @Autowired
    private ReviewService reviews;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private final SoftAuthenticator device = new SoftAuthenticator();

    @Test
    void theLastPasskeyIsNotTheOnlyWayOfWhoComesInByTheirOrganisationAndMayGo() {
        bound("subject-1", Role.ANALYST);
        var session = new MockHttpSession();
        enter(session, "subject-1");
        addPasskey(session);

        var page = text(get("/me/sign-in", session));
        assertThat(page).contains("also sign in by the identity service").doesNotContain(ONLY, "??");
        assertThat(text(get("/me/sign-in?lang=fr", session)))
                .contains("service d’identité")
                .doesNotContain("seul moyen");
        assertThat(post(removal(page), session, Map.of())).hasRedirectedUrl("/me/sign-in?after=removed");
        assertThat(text(get("/me/sign-in?lang=en", session))).contains("You have no passkey yet");

        assertThat(enter(new MockHttpSession(), "subject-1")).hasRedirectedUrl("/");
    }

    @Test
    void onceTheOrganisationHasNoServiceThePasskeyIsTheOnlyWayAndStays() {
        bound("subject-1", Role.ANALYST);
        var outside = new MockHttpSession();
        enter(outside, "subject-1");
        addPasskey(outside);
        var removal = removal(text(get("/me/sign-in", outside)));
        post("/people/organisation-sign-in/removal", admin, Map.of());
        var session = new MockHttpSession();
        var asked = text(post("/sign-in/passkey/options", session, Map.of()));
        assertThat(post("/sign-in/passkey", session, Map.of("credential", device.get(asked))))
                .hasRedirectedUrl("/");

        assertThat(text(get("/me/sign-in", session)))
                .contains(ONLY)
                .doesNotContain("also sign in by the identity service");
        assertThat(post(removal, session, Map.of())).hasStatus(409);
        assertThat(text(get("/me/sign-in", session))).contains("My key");
    }

    @Test
    void whoIsKnownToTheServiceBeforeHasNoWayByTheOneOfNow() throws Exception {
        bound("subject-1", Role.ANALYST);
        var outside = new MockHttpSession();
        enter(outside, "subject-1");
        addPasskey(outside);
        var removal = removal(text(get("/me/sign-in", outside)));
        assertThat(factors("Sam")).containsExactlyInAnyOrder(Factor.PASSKEY, Factor.OIDC);
        try (var other = new FakeIssuer(clock)) {
            assertThat(post("/people/organisation-sign-in", admin, settings(other.issuer(), FakeIssuer.SECRET)))
                    .hasRedirectedUrl("/people/organisation-sign-in");

            var session = new MockHttpSession();
            var asked = text(post("/sign-in/passkey/options", session, Map.of()));
            post("/sign-in/passkey", session, Map.of("credential", device.get(asked)));
            assertThat(text(get("/me/sign-in", session)))
                    .contains(ONLY)
                    .doesNotContain("also sign in by the identity service");
            assertThat(post(removal, session, Map.of())).as("the only way in").hasStatus(409);
            assertThat(factors("Sam")).containsExactly(Factor.PASSKEY);

            post("/people/organisation-sign-in", admin, settings(issuer.issuer(), FakeIssuer.SECRET));
            assertThat(factors("Sam")).containsExactlyInAnyOrder(Factor.PASSKEY, Factor.OIDC);
            assertThat(post(removal, session, Map.of())).hasRedirectedUrl("/me/sign-in?after=removed");
        }
    }

    @Test
    void whereItIsNotNotedWhichServiceKnowsSomebodyItCountsFromTheirNextSignIn() {
        bound("subject-1", Role.ANALYST);
        CurrentOrganisation.as(
                org,
                () -> transaction.execute(
                        status -> db.sql("update person set oidc_issuer = null").update()));
        assertThat(factors("Sam")).isEmpty();

        assertThat(enter(new MockHttpSession(), "subject-1")).hasRedirectedUrl("/");

        assertThat(factors("Sam")).containsExactly(Factor.OIDC);
    }

    @Test
    void theServiceOfTheLastAdministratorStaysUntilTheyHaveAnotherWayIn() throws Exception {
        bound("boss", Role.ADMINISTRATOR);
        var boss = new MockHttpSession();
        enter(boss, "boss");
        blockAllBut("Sam");
        try (var other = new FakeIssuer(clock)) {
            var change = settings(other.issuer(), FakeIssuer.SECRET);
            assertThat(post("/people/organisation-sign-in", boss, change))
                    .hasStatus(409)
                    .bodyText()
                    .contains("No administrator could sign in")
                    .doesNotContain("??");
            assertThat(post("/people/organisation-sign-in/removal", boss, Map.of()))
                    .hasStatus(409);
            assertThat(enter(new MockHttpSession(), "boss")).hasRedirectedUrl("/");
            assertThat(audited("organisation.sign-in-set")).hasSize(1);
            assertThat(audited("organisation.sign-in-removed")).isEmpty();

            addPasskey(boss);
            assertThat(post("/people/organisation-sign-in", boss, change))
                    .hasRedirectedUrl("/people/organisation-sign-in");
        }
    }

    @Test
    void anAdministratorWhoCannotComeInIsNotTheOneWhoIsLeft() throws Exception {
        bound("boss", Role.ADMINISTRATOR);
        try (var other = new FakeIssuer(clock)) {
            post("/people/organisation-sign-in", admin, settings(other.issuer(), FakeIssuer.SECRET));
            var last = people().stream()
                    .filter(person -> !person.name().equals("Sam"))
                    .findFirst()
                    .orElseThrow();
            assertThat(post("/people/" + last.id() + "/roles", admin, Map.of("role", "ANALYST")))
                    .hasStatus(409);
        }
    }

    @Test
    void whatWasBegunBeforeSigningInIsForgottenWithIt() {
        bound("subject-1", Role.ANALYST);
        var session = new MockHttpSession();
        var grant = issuer.grant(leaving(session, "/sign-in/organisation"), "subject-1");
        post("/sign-in/passkey/options", session, Map.of());
        session.setAttribute(SessionsTest.class.getName(), "anything of this package");

        signedIn(member(Role.ANALYST), session);

        assertThat(Collections.list(session.getAttributeNames()).stream()
                        .filter(name -> name.startsWith("org.vigie.staff")))
                .containsExactly(Sessions.class.getName() + ".opened");
        assertThat(taken(session, grant)).as("begun by a guest").hasStatus(409);
        assertThat(get("/", session)).hasStatusOk();
    }

    @Test
    void theLanguageThatWasChosenBeforeSigningInIsKept() {
        var session = new MockHttpSession();
        post("/sign-in/passkey/options", session, Map.of());
        assertThat(get("/sign-in?lang=fr", session)).hasStatusOk();
        signedIn(member(Role.ANALYST), session);
        assertThat(text(get("/", session))).contains("lang=\"fr\"");
    }

    /** Nobody outside is spoken to for a form that could not be kept anyway. */
    @Test
    void aFormThatDoesNotFitIsRefusedBeforeAnybodyIsAsked() {
        int before = issuer.discoveries();
        for (var bad : List.of(
                Map.of("code", "No code!"),
                Map.of("code", ""),
                Map.of("client", " "),
                Map.of("client", "x".repeat(201)),
                Map.of("secret", "x".repeat(501)),
                Map.of("issuer", issuer.issuer() + "/" + "x".repeat(300)),
                Map.of("issuer", issuer.issuer() + "/other", "secret", ""))) {
            var form = new HashMap<>(settings(issuer.issuer(), FakeIssuer.SECRET));
            form.putAll(bad);
            assertThat(post("/people/organisation-sign-in", admin, form))
                    .as("%.60s", bad)
                    .hasStatus(409)
                    .bodyText()
                    .doesNotContain("??");
        }
        assertThat(issuer.discoveries()).isEqualTo(before);
        assertThat(post("/people/organisation-sign-in", admin, settings(issuer.issuer(), "")))
                .hasRedirectedUrl("/people/organisation-sign-in");
        assertThat(issuer.discoveries()).isEqualTo(before + 1);
    }

    private List<Person> people() {
        return CurrentOrganisation.as(org, () -> people.page("", new UUID(0, 0)));
    }

    private Set<Factor> factors(String name) {
        var anybody = new SignedIn(UUID.randomUUID(), org, Set.of(Role.ADMINISTRATOR), "Test");
        return CurrentOrganisation.as(org, () -> reviews.read(anybody)).stream()
                .filter(person -> person.name().equals(name))
                .findFirst()
                .orElseThrow()
                .factors();
    }

    private void blockAllBut(String name) {
        var by = new SignedIn(UUID.randomUUID(), org, Set.of(Role.ADMINISTRATOR), "Test");
        people().stream()
                .filter(person ->
                        person.state() == Person.State.ACTIVE && !person.name().equals(name))
                .forEach(person -> CurrentOrganisation.as(org, () -> people.block(by, person.id())));
    }

    private void addPasskey(MockHttpSession session) {
        var asked = text(post("/me/sign-in/passkeys/options", session, Map.of()));
        assertThat(post("/me/sign-in/passkeys", session, Map.of("credential", device.create(asked), "label", "My key")))
                .hasRedirectedUrl("/me/sign-in?after=added");
    }

    private static String removal(String page) {
        var found = REMOVAL.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group();
    }
}

package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.database.Mode;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.oidc.OidcClient;
import org.vigie.staff.oidc.OidcLimits;
import org.vigie.staff.oidc.OidcRefused;

/** Sign-in by the identity service of an organisation, against a small real one on loopback. */
class OutsideSignInTest extends OutsideTestBase {
    private static final Map<String, String> INVITATION = Map.of("name", "Dominique", "role", "ANALYST");

    @Autowired
    private OidcClient client;

    @Test
    void anInvitedPersonBindsTheirAccountAndComesInByIt() {
        bound("subject-1", Role.ANALYST);
        assertThat(text(get("/people/organisation-sign-in", admin)))
                .contains(issuer.issuer(), code)
                .doesNotContain(FakeIssuer.SECRET, "??");

        var session = new MockHttpSession();
        assertThat(enter(session, "subject-1")).hasRedirectedUrl("/");
        assertThat(get("/", session)).hasStatusOk();
        assertThat(text(get("/sessions", session))).contains("Identity service of the organisation");
        assertThat(issuer.complaints()).isEmpty();
        assertThat(audited("person.signed-in").getFirst().facts()).contains("by=oidc");
        assertThat(text(get("/people/review", admin))).contains("Identity service of the organisation");
    }

    /** What a service may get wrong, or an attacker make. */
    enum Lie {
        WRONG_NONCE(OidcRefused.Reason.NOT_FOR_US, with("nonce", "another")),
        NO_NONCE(OidcRefused.Reason.NOT_FOR_US, without("nonce")),
        WRONG_AUDIENCE(OidcRefused.Reason.NOT_FOR_US, with("aud", "another client")),
        AUDIENCE_OF_TWO(OidcRefused.Reason.NOT_FOR_US, with("aud", List.of(FakeIssuer.CLIENT, "another client"))),
        WRONG_PARTY(OidcRefused.Reason.NOT_FOR_US, with("azp", "another client")),
        WRONG_ISSUER(OidcRefused.Reason.NOT_FOR_US, with("iss", "http://127.0.0.1:1")),
        EXPIRED(OidcRefused.Reason.TIME, plus("exp", -600)),
        NO_EXPIRY(OidcRefused.Reason.TIME, without("exp")),
        OF_THE_FUTURE(OidcRefused.Reason.TIME, plus("iat", 600)),
        OF_BEFORE(OidcRefused.Reason.TIME, plus("iat", -600)),
        NO_SUBJECT(OidcRefused.Reason.STRANGE, without("sub")),
        ALG_NONE(OidcRefused.Reason.SIGNATURE, usual -> usual),
        SHARED_SECRET(OidcRefused.Reason.SIGNATURE, usual -> usual),
        ANOTHER_KEY(OidcRefused.Reason.SIGNATURE, usual -> usual),
        NO_TOKEN_AT_ALL(OidcRefused.Reason.SIGNATURE, usual -> usual);

        final OidcRefused.Reason reason;

        @SuppressWarnings("ImmutableEnumChecker") // each is a function without state
        final Function<Map<String, Object>, Map<String, Object>> claims;

        Lie(OidcRefused.Reason reason, Function<Map<String, Object>, Map<String, Object>> claims) {
            this.reason = reason;
            this.claims = claims;
        }

        String token(JWTClaimsSet claims, FakeIssuer issuer) {
            try {
                return switch (this) {
                    case ALG_NONE -> new PlainJWT(claims).serialize();
                    case SHARED_SECRET -> {
                        var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
                        jwt.sign(new MACSigner(issuer.key.toRSAPublicKey().getEncoded()));
                        yield jwt.serialize();
                    }
                    case ANOTHER_KEY ->
                        FakeIssuer.signed(
                                claims, new RSAKeyGenerator(2048).keyID("one").generate());
                    case NO_TOKEN_AT_ALL -> "not.a.token";
                    default -> issuer.signed(claims);
                };
            } catch (JOSEException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void whatCannotBeBelievedLetsNobodyIn(Lie lie) {
        bound("subject-1", Role.ANALYST);
        issuer.claims = lie.claims;
        issuer.signature = claims -> lie.token(claims, issuer);
        var session = new MockHttpSession();

        var answer = enter(session, "subject-1");

        assertThat(answer).hasStatus(409);
        assertThat(text(answer)).doesNotContain("??").contains("This cannot be done");
        assertThat(get("/", session)).hasRedirectedUrl("/sign-in");
        assertThat(audited("person.sign-in-refused").getFirst().facts()).contains("reason=" + lie.reason);
    }

    @Test
    void aSubjectThatNobodyIsBoundToIsToldSo() {
        var answer = enter(new MockHttpSession(), "stranger");
        assertThat(answer).hasStatus(409);
        assertThat(text(answer)).contains("not bound to an access here");
        assertThat(audited("person.sign-in-refused").getFirst().facts()).contains("reason=NOBODY");
    }

    @Test
    void anAnswerCountsOnceInOneBrowserAndNotForLong() {
        bound("subject-1", Role.ANALYST);
        var session = new MockHttpSession();
        var grant = issuer.grant(leaving(session, "/sign-in/organisation"), "subject-1");

        assertThat(taken(new MockHttpSession(), grant)).as("another browser").hasStatus(409);
        assertThat(taken(session, new FakeIssuer.Grant(grant.code(), "guessed")))
                .as("a guess")
                .hasStatus(409);
        assertThat(taken(session, grant)).as("one wrong answer ends it").hasStatus(409);

        var again = issuer.grant(leaving(session, "/sign-in/organisation"), "subject-1");
        assertThat(taken(session, again)).hasRedirectedUrl("/");
        assertThat(taken(session, again)).as("replayed").hasStatus(409);

        var late = issuer.grant(leaving(session, "/sign-in/organisation"), "subject-1");
        clock.advance(OidcLimits.AWAY_MAX);
        assertThat(taken(session, late)).as("too late").hasStatus(409);
    }

    @Test
    void whatTheServiceDeclinesOrIsOfAnotherServiceIsRefused() {
        var session = new MockHttpSession();
        var grant = issuer.grant(leaving(session, "/sign-in/organisation"), "subject-1");
        assertThat(get("/sign-in/organisation/answer/taken?error=access_denied&state=" + grant.state(), session))
                .hasStatus(409)
                .bodyText()
                .contains("declined");
        var other = issuer.grant(leaving(session, "/sign-in/organisation"), "subject-1");
        assertThat(get(
                        "/sign-in/organisation/answer/taken?iss=http://127.0.0.1:1&code=%s&state=%s"
                                .formatted(other.code(), other.state()),
                        session))
                .hasStatus(409)
                .bodyText()
                .contains("another sign-in");
    }

    @Test
    void aSecondInvitationIsNotBoundToTheSameAccount() {
        bound("subject-1", Role.ANALYST);
        var session = new MockHttpSession();
        var grant = issuer.grant(
                leaving(session, "/enrolment/" + invitation("Alex", Role.ANALYST) + "/organisation"), "subject-1");
        assertThat(taken(session, grant)).hasStatus(409).bodyText().contains("bound to an access already");
    }

    @Test
    void theFactorIsAsOldAsTheServiceSaysAndIsRenewedThere() {
        bound("subject-1", Role.ADMINISTRATOR);
        issuer.claims = plus("auth_time", -600);
        var session = new MockHttpSession();
        assertThat(enter(session, "subject-1")).hasRedirectedUrl("/");
        assertThat(post("/people", session, INVITATION))
                .as("proven ten minutes ago")
                .hasStatus(403);

        assertThat(text(get("/confirm-it-is-you?then=/people", session))).contains("sign-in of your organisation");
        for (var notAsked : List.of(plus("auth_time", -600), without("auth_time"))) {
            issuer.claims = notAsked;
            assertThat(confirm(session, "subject-1")).hasStatus(409).bodyText().contains("did not ask you again");
        }
        issuer.claims = usual -> usual;
        assertThat(confirm(session, "stranger"))
                .as("somebody else at the keyboard")
                .hasStatus(409);
        assertThat(post("/people", session, INVITATION)).hasStatus(403);
        assertThat(confirm(session, "subject-1")).hasRedirectedUrl("/people");
        assertThat(post("/people", session, INVITATION)).hasStatusOk();
    }

    @Test
    void aServiceThatSaysNoTimeGivesNoRecentFactor() {
        bound("subject-1", Role.ADMINISTRATOR);
        issuer.claims = without("auth_time");
        var session = new MockHttpSession();
        assertThat(enter(session, "subject-1")).hasRedirectedUrl("/");
        assertThat(post("/people", session, INVITATION)).hasStatus(403);
        assertThat(text(get("/sessions", session))).doesNotContain("??");
    }

    @Test
    void changingOrRemovingTheServiceSignsOutWhoCameInByIt() {
        bound("subject-1", Role.ANALYST);
        var session = new MockHttpSession();
        enter(session, "subject-1");
        assertThat(get("/", session)).hasStatusOk();
        assertThat(post("/people/organisation-sign-in", admin, settings(issuer.issuer(), "")))
                .as("the secret is kept")
                .hasRedirectedUrl("/people/organisation-sign-in");
        assertThat(get("/", session)).hasRedirectedUrl("/sign-in");
        session = new MockHttpSession();
        assertThat(enter(session, "subject-1")).hasRedirectedUrl("/");

        post("/people/organisation-sign-in/removal", admin, Map.of());
        assertThat(get("/", session)).hasRedirectedUrl("/sign-in");
        assertThat(post("/sign-in/organisation", new MockHttpSession(), Map.of("organisation", code)))
                .hasStatus(409);
        assertThat(get("/", admin)).hasStatusOk();
    }

    @Test
    void aServiceIsSetOnlyIfItAnswersAndMayBeAsked(@Autowired AuditReadService audit) {
        for (var bad :
                List.of("https://id.hotline.example", "http://192.0.2.1", "http://127.0.0.1:1", "file:///etc", "")) {
            assertThat(post("/people/organisation-sign-in", admin, settings(bad, "secret")))
                    .as(bad)
                    .hasStatus(409);
        }
        assertThat(CurrentOrganisation.as(
                        org, () -> audit.page(new AuditQuestion("organisation.sign-in-set", "", Long.MAX_VALUE))))
                .hasSize(1);
    }

    @Test
    void noAddressOutsideIsAskedWhateverTheServiceNames() {
        for (var key : List.of("authorization_endpoint", "token_endpoint", "jwks_uri")) {
            issuer.discovery = with(key, "https://id.hotline.example/x");
            refused(client, issuer.issuer(), OidcRefused.Reason.ADDRESS);
        }
        issuer.discovery = with("issuer", "http://127.0.0.1:1");
        refused(client, issuer.issuer(), OidcRefused.Reason.STRANGE);
        issuer.discovery = with("more", "x".repeat(300_000));
        refused(client, issuer.issuer(), OidcRefused.Reason.UNREACHABLE);
        refused(new OidcClientOf(Mode.LIVE).client(), "http://id.hotline.example", OidcRefused.Reason.ADDRESS);
    }

    /** A client in another mode. */
    private record OidcClientOf(Mode mode) {
        OidcClient client() {
            return new OidcClient(mode, java.time.Clock.systemUTC());
        }
    }

    private static void refused(OidcClient client, String issuer, OidcRefused.Reason reason) {
        assertThatThrownBy(() -> client.check(issuer))
                .isInstanceOfSatisfying(
                        OidcRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}

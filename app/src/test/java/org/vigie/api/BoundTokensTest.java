package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import tools.jackson.databind.json.JsonMapper;

/** S17: who steals a token of a client, or what it signed, has nothing; and what is revoked is refused with the next request. */
@TestPropertySource(properties = "vigie.api.certificate-proxies=192.0.2.80")
class BoundTokensTest extends ApiTestBase {
    private static final String BASE = "http://localhost";
    private static final String TOKENS = BASE + "/oauth/token";
    private static final String ASKED = "/m/raw_lookup?signal_type=sha256&signal=" + SHA256;
    private static final String ASKED_URI = BASE + "/m/raw_lookup";
    private static final String PROXY = "192.0.2.80";

    private static final UnaryOperator<JWTClaimsSet.Builder> AS_IT_IS = claims -> claims;

    private Signing key;
    private Signing proofKey;
    private UUID client;

    @org.springframework.beans.factory.annotation.Autowired
    private ClientKeyService keys;

    @BeforeEach
    void aClientWithAKey() {
        key = Signing.ed25519(clock);
        proofKey = Signing.p256(clock);
        client = registered(key);
    }

    static Stream<java.util.function.Function<FakeClock, Signing>> kinds() {
        return Stream.of(Signing::ed25519, Signing::p256, Signing::rsa);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKeyOfEachKindGetsATokenThatItsProofOpens(java.util.function.Function<FakeClock, Signing> kind) {
        var signing = kind.apply(clock);
        var answer = askForToken(signing.assertion(registered(signing), TOKENS, AS_IT_IS), signing.proof("POST", TOKENS, "", AS_IT_IS));
        assertThat(answer).hasStatusOk();
        var json = JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
        assertThat(json.get("token_type").asString()).isEqualTo("DPoP");
        assertThat(json.get("expires_in").asLong()).isLessThanOrEqualTo(900);
        String bound = json.get("access_token").asString();
        assertThat(proved(bound, signing.proof("GET", ASKED_URI, bound, AS_IT_IS)))
                .hasStatusOk();
    }

    @Test
    void aStolenTokenOpensNothingInAnyOfManyWays() throws IOException {
        String bound = token();
        var thief = Signing.p256(clock);
        Map<String, Supplier<MvcTestResult>> tries = new LinkedHashMap<>();
        tries.put("as a bearer's", () -> get(ASKED, bound));
        tries.put("as a bearer's with a good proof", () -> exchange(request("Bearer " + bound).header("DPoP", good(bound))));
        tries.put("as a password", () -> exchange(request("Basic "
                + java.util.Base64.getEncoder().encodeToString(("x:" + bound).getBytes(java.nio.charset.StandardCharsets.US_ASCII)))));
        tries.put("without a proof", () -> exchange(request("DPoP " + bound)));
        tries.put("with an empty proof", () -> proved(bound, ""));
        tries.put("with words", () -> proved(bound, "a.b.c"));
        tries.put("with a proof that is far too long", () -> proved(bound, "e".repeat(9_000)));
        tries.put("with two proofs", () -> exchange(request("DPoP " + bound).header("DPoP", good(bound), good(bound))));
        tries.put("with two tokens", () -> exchange(request("DPoP " + bound).header("Authorization", "DPoP " + bound).header("DPoP", good(bound))));
        tries.put("with a thief's key", () -> proved(bound, thief.proof("GET", ASKED_URI, bound, AS_IT_IS)));
        tries.put("with the client's other key", () -> proved(bound, key.proof("GET", ASKED_URI, bound, AS_IT_IS)));
        tries.put("signed by the thief in the name of the key", () -> proved(bound, thief.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("dpop+jwt")).jwk(proofKey.key().toPublicJWK()).build(),
                claims(bound).build())));
        for (String method : new String[] {"POST", "get", "HEAD", "PUT", "", "GET "}) {
            tries.put("made for the method " + method, () -> proved(bound, proofKey.proof(method, ASKED_URI, bound, AS_IT_IS)));
        }
        for (String uri : new String[] {
            BASE + "/m/lookup", BASE + "/m/raw_lookup/", BASE + "/M/raw_lookup", BASE + "/m/raw%5Flookup", BASE + "/", BASE,
            "https://localhost/m/raw_lookup", "http://localhost:8080/m/raw_lookup", "http://elsewhere.example/m/raw_lookup",
            "http://localhost.elsewhere.example/m/raw_lookup", "http://x@localhost/m/raw_lookup", "/m/raw_lookup", "", "http://",
            "%", TOKENS
        }) {
            tries.put("made for " + uri, () -> proved(bound, proofKey.proof("GET", uri, bound, AS_IT_IS)));
        }
        for (int seconds : new int[] {-61, -120, -3_600, -86_400, 6, 60, 3_600}) {
            tries.put("signed at " + seconds + " s", () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound,
                    claims -> claims.issueTime(Date.from(clock.instant().plusSeconds(seconds))))));
        }
        tries.put("without a time", () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound, claims -> claims.issueTime(null))));
        tries.put("that is over", () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound,
                claims -> claims.expirationTime(Date.from(clock.instant().minusSeconds(1))))));
        tries.put("that begins later", () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound,
                claims -> claims.notBeforeTime(Date.from(clock.instant().plusSeconds(30))))));
        for (String id : new String[] {null, "", "short", "x".repeat(201)}) {
            tries.put("with the id " + id, () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound, claims -> claims.jwtID(id))));
        }
        for (String hash : new String[] {null, "", Proofs.hash("another"), bound}) {
            tries.put("that names the token as " + (hash == null ? "nothing" : hash.length()),
                    () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound, claims -> claims.claim("ath", hash))));
        }
        for (String type : new String[] {"JWT", "jwt", "dpop", "at+jwt"}) {
            tries.put("of the type " + type, () -> proved(bound, proofKey.signed(
                    proofKey.proofHeader().type(new JOSEObjectType(type)).build(), claims(bound).build())));
        }
        tries.put("of no type", () -> proved(bound, proofKey.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(proofKey.key().toPublicJWK()).build(), claims(bound).build())));
        tries.put("without a key", () -> proved(bound, proofKey.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("dpop+jwt")).build(), claims(bound).build())));
        tries.put("with a header that must be understood", () -> proved(bound, proofKey.signed(
                proofKey.proofHeader().criticalParams(java.util.Set.of("exp")).customParam("exp", 1).build(), claims(bound).build())));
        tries.put("unsigned", () -> proved(bound, unsigned(good(bound))));
        tries.put("with its signature cut off", () -> proved(bound, good(bound).replaceAll("[^.]*$", "")));
        tries.put("with one letter of the signature changed", () -> proved(bound, changed(good(bound))));
        tries.put("with a certificate instead", () -> exchange(
                request("DPoP " + bound).header(Certificates.HEADER, TestCertificates.first()).with(from(PROXY))));
        String used = good(bound);
        assertThat(proved(bound, used)).as("once").hasStatusOk();
        tries.put("with a proof that was used", () -> proved(bound, used));
        tries.put("with a proof that was used for a token", () -> {
            String first = proofKey.proof("POST", TOKENS, "", AS_IT_IS);
            askForToken(key.assertion(client, TOKENS, AS_IT_IS), first);
            return proved(bound, first);
        });
        tries.put("cut short", () -> exchange(request("DPoP " + bound.substring(1)).header("DPoP", good(bound))));

        assertThat(tries).hasSizeGreaterThanOrEqualTo(50);
        int refused = 0;
        for (var one : tries.entrySet()) {
            assertThat(one.getValue().get()).as(one.getKey()).hasStatus(401);
            refused++;
        }
        assertThat(proved(bound, good(bound))).as("the client itself goes on").hasStatusOk();
        clock.advance(Duration.ofMinutes(15));
        matches.catchUp();
        assertThat(proved(bound, good(bound))).as("its time is over").hasStatus(401);
        Figure.keep("S17", "%d of %d ways to use a stolen token refused; revoked client, key and token refused with the next request"
                .formatted(refused, tries.size()));
    }

    @Test
    void whatIsRevokedIsRefusedWithTheNextRequest() {
        String one = token();
        var keyId = CurrentOrganisation.as(org, () -> keys.of(client)).getFirst().id();
        CurrentOrganisation.as(org, () -> clients.endTokens(client, TEST));
        assertThat(proved(one, good(one))).as("its token ended").hasStatus(401);
        String two = token();
        assertThat(proved(two, good(two))).hasStatusOk();
        CurrentOrganisation.as(org, () -> keys.revoke(keyId, TEST));
        assertThat(proved(two, good(two))).as("its key ended").hasStatus(401);
        assertThat(askForToken(key.assertion(client, TOKENS, AS_IT_IS), proofKey.proof("POST", TOKENS, "", AS_IT_IS)))
                .hasStatus(401);

        CurrentOrganisation.as(org, () -> keys.add(client, proofKey.publicKey(), TEST));
        key = proofKey;
        String three = token();
        assertThat(proved(three, good(three))).hasStatusOk();
        CurrentOrganisation.as(org, () -> clients.revoke(client, TEST));
        assertThat(proved(three, good(three))).as("the client ended").hasStatus(401);
    }

    @Test
    void assertionsAreTakenOnceAndOnlyAsTheyShouldBe() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("another audience", key.assertion(client, BASE, AS_IT_IS));
        bad.put("two audiences", key.assertion(client, TOKENS, claims -> claims.audience(java.util.List.of(TOKENS, BASE))));
        bad.put("no audience", key.assertion(client, TOKENS, claims -> claims.audience((String) null)));
        bad.put("another issuer", key.assertion(client, TOKENS, claims -> claims.issuer(UUID.randomUUID().toString())));
        bad.put("another subject", key.assertion(client, TOKENS, claims -> claims.subject(UUID.randomUUID().toString())));
        bad.put("no issuer", key.assertion(client, TOKENS, claims -> claims.issuer(null)));
        bad.put("no id", key.assertion(client, TOKENS, claims -> claims.jwtID(null)));
        bad.put("no end", key.assertion(client, TOKENS, claims -> claims.expirationTime(null)));
        bad.put("no time", key.assertion(client, TOKENS, claims -> claims.issueTime(null)));
        bad.put("too old", key.assertion(client, TOKENS, claims -> claims.issueTime(Date.from(clock.instant().minusSeconds(61)))));
        bad.put("over", key.assertion(client, TOKENS, claims -> claims.expirationTime(Date.from(clock.instant()))));
        bad.put("of tomorrow", key.assertion(client, TOKENS, claims -> claims.issueTime(Date.from(clock.instant().plusSeconds(86_400)))));
        bad.put("by another key", Signing.ed25519(clock).assertion(client, TOKENS, AS_IT_IS));
        bad.put("by another key of another kind", Signing.rsa(clock).assertion(client, TOKENS, AS_IT_IS));
        bad.put("unsigned", unsigned(key.assertion(client, TOKENS, AS_IT_IS)));
        bad.put("changed", changed(key.assertion(client, TOKENS, AS_IT_IS)));
        bad.put("nothing", "");
        bad.forEach((why, assertion) -> assertThat(askForToken(assertion, proofKey.proof("POST", TOKENS, "", AS_IT_IS)))
                .as(why)
                .hasStatus(401)
                .bodyText()
                .contains("invalid_client"));

        String good = key.assertion(client, TOKENS, AS_IT_IS);
        assertThat(askForToken(good, null)).as("bound to nothing").hasStatus(400);
        assertThat(askForToken(good, proofKey.proof("GET", TOKENS, "", AS_IT_IS))).as("a bad proof").hasStatus(400);
        assertThat(askForToken(good, proofKey.proof("POST", TOKENS, "", AS_IT_IS))).hasStatusOk();
        assertThat(askForToken(good, proofKey.proof("POST", TOKENS, "", AS_IT_IS))).as("again").hasStatus(401);
        assertThat(mvc.post().uri("/oauth/token").param("grant_type", "password")).hasStatus(400);
        assertThat(mvc.get().uri("/oauth/token")).hasStatus(405);
    }

    @Test
    void aTokenBoundToACertificateNeedsIt() {
        var answer = exchange(tokenRequest(key.assertion(client, TOKENS, AS_IT_IS))
                .header(Certificates.HEADER, TestCertificates.first())
                .with(from(PROXY)));
        assertThat(answer).hasStatusOk().bodyText().contains("\"Bearer\"");
        String bound = JsonMapper.shared()
                .readTree(answer.getResponse().getContentAsByteArray())
                .get("access_token")
                .asString();
        assertThat(exchange(request("Bearer " + bound)
                        .header(Certificates.HEADER, TestCertificates.first())
                        .with(from(PROXY))))
                .hasStatusOk();
        assertThat(get(ASKED, bound)).as("no certificate").hasStatus(401);
        assertThat(exchange(request("Bearer " + bound)
                        .header(Certificates.HEADER, TestCertificates.second())
                        .with(from(PROXY))))
                .as("another")
                .hasStatus(401);
        assertThat(exchange(request("Bearer " + bound).header(Certificates.HEADER, TestCertificates.first())))
                .as("the header from who is no proxy of ours")
                .hasStatus(401);
        assertThat(exchange(request("Bearer " + bound)
                        .header(Certificates.HEADER, TestCertificates.first(), TestCertificates.first())
                        .with(from(PROXY))))
                .as("two headers")
                .hasStatus(401);
        assertThat(exchange(request("DPoP " + bound)
                        .header("DPoP", good(bound))
                        .header(Certificates.HEADER, TestCertificates.first())
                        .with(from(PROXY))))
                .as("in another way than it was given for")
                .hasStatus(401);
    }

    @Test
    void aClientMayBeBoundToNetworks() {
        CurrentOrganisation.as(org, () -> clients.setNetworks(client, "192.0.2.0/25, 2001:db8::/32", TEST));
        String assertion = key.assertion(client, TOKENS, AS_IT_IS);
        assertThat(askForToken(assertion, proofKey.proof("POST", TOKENS, "", AS_IT_IS))).hasStatus(401);
        var answer = exchange(tokenRequest(assertion)
                .header("DPoP", proofKey.proof("POST", TOKENS, "", AS_IT_IS))
                .with(from("192.0.2.9")));
        assertThat(answer).hasStatusOk();
        String bound = JsonMapper.shared()
                .readTree(answer.getResponse().getContentAsByteArray())
                .get("access_token")
                .asString();
        for (var at : Map.of("192.0.2.9", 200, "192.0.2.129", 401, "2001:db8::1", 200, "2001:db9::1", 401).entrySet()) {
            assertThat(exchange(request("DPoP " + bound).header("DPoP", good(bound)).with(from(at.getKey()))))
                    .as(at.getKey())
                    .hasStatus(at.getValue());
        }
    }

    @Test
    void aLongLivedTokenIsAnExceptionThatEnds() {
        var bare = CurrentOrganisation.as(org, () -> clients.create("Old program", Circle.INSIDE, 10, TEST));
        assertThat(bare.tokenUntil()).as("none unless somebody gives it one").isNull();
        String first = CurrentOrganisation.as(org, () -> clients.giveToken(bare.id(), 90, TEST));
        assertThat(get(ASKED, first)).hasStatusOk();
        String second = CurrentOrganisation.as(org, () -> clients.giveToken(bare.id(), 1, TEST));
        assertThat(get(ASKED, first)).as("replaced").hasStatus(401);
        assertThat(get(ASKED, second)).hasStatusOk();
        clock.advance(Duration.ofDays(1));
        matches.catchUp();
        assertThat(get(ASKED, second)).as("over").hasStatus(401);
    }

    private UUID registered(Signing signing) {
        return CurrentOrganisation.as(org, () -> {
            var id = clients.create("Partner", Circle.INSIDE, 1000, TEST).id();
            keys.add(id, signing.publicKey(), TEST);
            return id;
        });
    }

    private String token() {
        var answer = askForToken(key.assertion(client, TOKENS, AS_IT_IS), proofKey.proof("POST", TOKENS, "", AS_IT_IS));
        assertThat(answer).hasStatusOk();
        return JsonMapper.shared()
                .readTree(answer.getResponse().getContentAsByteArray())
                .get("access_token")
                .asString();
    }

    private String good(String bound) {
        return proofKey.proof("GET", ASKED_URI, bound, AS_IT_IS);
    }

    private JWTClaimsSet.Builder claims(String bound) {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", "GET")
                .claim("htu", ASKED_URI)
                .claim("ath", Proofs.hash(bound))
                .issueTime(Date.from(clock.instant()));
    }

    private static String unsigned(String jwt) {
        String none = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return none + "." + jwt.split("\\.", -1)[1] + ".";
    }

    private static String changed(String jwt) {
        int at = jwt.lastIndexOf('.') + 5;
        return jwt.substring(0, at) + (jwt.charAt(at) == 'A' ? 'B' : 'A') + jwt.substring(at + 1);
    }

    private MvcTestResult askForToken(String assertion, String proof) {
        var request = tokenRequest(assertion);
        return exchange(proof == null ? request : request.header("DPoP", proof));
    }

    private static MockHttpServletRequestBuilder tokenRequest(String assertion) {
        return MockMvcRequestBuilders.post("/oauth/token")
                .param("grant_type", "client_credentials")
                .param("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .param("client_assertion", assertion);
    }

    private static MockHttpServletRequestBuilder request(String authorization) {
        return MockMvcRequestBuilders.get(ASKED).header("Authorization", authorization);
    }

    private MvcTestResult proved(String bound, String proof) {
        return exchange(request("DPoP " + bound).header("DPoP", proof));
    }

    private MvcTestResult exchange(MockHttpServletRequestBuilder request) {
        return mvc.perform(request);
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return (MockHttpServletRequest request) -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}

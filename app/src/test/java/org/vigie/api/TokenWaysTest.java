package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.audit.AuditQuestion;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.FakeClock;
import tools.jackson.databind.json.JsonMapper;

/** How a client gets a token, and what it is bound to. */
class TokenWaysTest extends SigningTestBase {
    static Stream<java.util.function.Function<FakeClock, Signing>> kinds() {
        return Stream.of(Signing::ed25519, Signing::p256, Signing::rsa);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKeyOfEachKindGetsATokenThatItsProofOpens(java.util.function.Function<FakeClock, Signing> kind) {
        var signing = kind.apply(clock);
        var answer = askForToken(
                signing.assertion(registered(signing), TOKENS, AS_IT_IS), signing.proof("POST", TOKENS, "", AS_IT_IS));
        assertThat(answer).hasStatusOk();
        var json = JsonMapper.shared().readTree(answer.getResponse().getContentAsByteArray());
        assertThat(json.get("token_type").asString()).isEqualTo("DPoP");
        assertThat(json.get("expires_in").asLong()).isLessThanOrEqualTo(900);
        String bound = json.get("access_token").asString();
        assertThat(proved(bound, signing.proof("GET", ASKED_URI, bound, AS_IT_IS)))
                .hasStatusOk();
    }

    @Test
    void assertionsAreTakenOnceAndOnlyAsTheyShouldBe() {
        Map<String, String> bad = badAssertions();
        bad.forEach((why, assertion) -> assertThat(askForToken(assertion, proofKey.proof("POST", TOKENS, "", AS_IT_IS)))
                .as(why)
                .hasStatus(401)
                .bodyText()
                .contains("invalid_client"));

        String good = key.assertion(client, TOKENS, AS_IT_IS);
        assertThat(askForToken(good, null)).as("bound to nothing").hasStatus(400);
        assertThat(askForToken(good, proofKey.proof("GET", TOKENS, "", AS_IT_IS)))
                .as("a bad proof")
                .hasStatus(400);
        assertThat(askForToken(good, proofKey.proof("POST", TOKENS, "", AS_IT_IS)))
                .hasStatusOk();
        assertThat(askForToken(good, proofKey.proof("POST", TOKENS, "", AS_IT_IS)))
                .as("again")
                .hasStatus(401);
        assertThat(mvc.post().uri("/oauth/token").param("grant_type", "password"))
                .hasStatus(400);
        assertThat(mvc.get().uri("/oauth/token")).hasStatus(405);
    }

    @Test
    void whoComesAsAClientAndIsTurnedAwayIsOnRecordOnceAMinute() {
        String bound = token();
        assertThat(turnedAway()).isZero();
        assertThat(get(ASKED, bound)).as("without its proof").hasStatus(401);
        assertThat(get(ASKED, bound)).as("again").hasStatus(401);
        assertThat(turnedAway()).isEqualTo(1);

        clock.advance(Duration.ofMinutes(1));
        String forged = Signing.ed25519(clock).assertion(client, TOKENS, AS_IT_IS);
        assertThat(askForToken(forged, proofKey.proof("POST", TOKENS, "", AS_IT_IS)))
                .as("an assertion of somebody else")
                .hasStatus(401);
        assertThat(turnedAway()).isEqualTo(2);

        String away = client(org, Circle.INSIDE, 5);
        CurrentOrganisation.as(
                org, () -> clients.all().forEach(one -> clients.setNetworks(one.id(), "192.0.2.0/24", TEST)));
        assertThat(get("/status", away)).as("a long token from elsewhere").hasStatus(401);
        assertThat(turnedAway()).isEqualTo(3);

        clock.advance(Duration.ofDays(1));
        assertThat(get(ASKED, bound))
                .as("a token that has ended is nothing new")
                .hasStatus(401);
        assertThat(get("/status", "nobody's")).hasStatus(401);
        assertThat(turnedAway()).isEqualTo(3);
    }

    private int turnedAway() {
        return CurrentOrganisation.as(
                        org, () -> audit.page(new AuditQuestion("client.turned-away", "", Long.MAX_VALUE)))
                .size();
    }

    private Map<String, String> badAssertions() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("another audience", key.assertion(client, BASE, AS_IT_IS));
        bad.put(
                "two audiences",
                key.assertion(client, TOKENS, claims -> claims.audience(java.util.List.of(TOKENS, BASE))));
        bad.put("no audience", key.assertion(client, TOKENS, claims -> claims.audience((String) null)));
        bad.put(
                "another issuer",
                key.assertion(
                        client,
                        TOKENS,
                        claims -> claims.issuer(UUID.randomUUID().toString())));
        bad.put(
                "another subject",
                key.assertion(
                        client,
                        TOKENS,
                        claims -> claims.subject(UUID.randomUUID().toString())));
        bad.put("no issuer", key.assertion(client, TOKENS, claims -> claims.issuer(null)));
        bad.put("no id", key.assertion(client, TOKENS, claims -> claims.jwtID(null)));
        bad.put("no end", key.assertion(client, TOKENS, claims -> claims.expirationTime(null)));
        bad.put("no time", key.assertion(client, TOKENS, claims -> claims.issueTime(null)));
        bad.put(
                "too old",
                key.assertion(
                        client,
                        TOKENS,
                        claims -> claims.issueTime(Date.from(clock.instant().minusSeconds(61)))));
        bad.put("over", key.assertion(client, TOKENS, claims -> claims.expirationTime(Date.from(clock.instant()))));
        bad.put(
                "of tomorrow",
                key.assertion(
                        client,
                        TOKENS,
                        claims -> claims.issueTime(Date.from(clock.instant().plusSeconds(86_400)))));
        bad.put("by another key", Signing.ed25519(clock).assertion(client, TOKENS, AS_IT_IS));
        bad.put("by another key of another kind", Signing.rsa(clock).assertion(client, TOKENS, AS_IT_IS));
        bad.put("unsigned", unsigned(key.assertion(client, TOKENS, AS_IT_IS)));
        bad.put("changed", changed(key.assertion(client, TOKENS, AS_IT_IS)));
        bad.put("nothing", "");
        return bad;
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
        assertThat(askForToken(assertion, proofKey.proof("POST", TOKENS, "", AS_IT_IS)))
                .hasStatus(401);
        var answer = exchange(tokenRequest(assertion)
                .header("DPoP", proofKey.proof("POST", TOKENS, "", AS_IT_IS))
                .with(from("192.0.2.9")));
        assertThat(answer).hasStatusOk();
        String bound = JsonMapper.shared()
                .readTree(answer.getResponse().getContentAsByteArray())
                .get("access_token")
                .asString();
        for (var at : Map.of("192.0.2.9", 200, "192.0.2.129", 401, "2001:db8::1", 200, "2001:db9::1", 401)
                .entrySet()) {
            assertThat(exchange(
                            request("DPoP " + bound).header("DPoP", good(bound)).with(from(at.getKey()))))
                    .as(at.getKey())
                    .hasStatus(at.getValue());
        }
    }

    @Test
    void aLongLivedTokenIsAnExceptionThatEnds() {
        var bare = CurrentOrganisation.as(org, () -> clients.create("Old program", Circle.INSIDE, 10, TEST));
        assertThat(bare.tokenUntil()).as("none unless somebody gives it one").isNull();
        String first = CurrentOrganisation.as(org, () -> LongTokens.give(clients, bare.id(), 90, TEST));
        assertThat(get(ASKED, first)).hasStatusOk();
        String second = CurrentOrganisation.as(org, () -> LongTokens.give(clients, bare.id(), 1, TEST));
        assertThat(get(ASKED, first)).as("replaced").hasStatus(401);
        assertThat(get(ASKED, second)).hasStatusOk();
        clock.advance(Duration.ofDays(1));
        matches.catchUp();
        assertThat(get(ASKED, second)).as("over").hasStatus(401);
    }
}

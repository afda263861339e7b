package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.Figure;

/** S17: who steals a token of a client, or what it signed, has nothing; and what is revoked is refused with the next request. */
@Tag("figures")
class BoundTokensTest extends SigningTestBase {
    @Test
    void aStolenTokenOpensNothingInAnyOfManyWays() throws IOException {
        String bound = token();
        var thief = Signing.p256(clock);
        Map<String, Supplier<MvcTestResult>> tries = new LinkedHashMap<>();
        tries.put("as a bearer's", () -> get(ASKED, bound));
        tries.put(
                "as a bearer's with a good proof",
                () -> exchange(request("Bearer " + bound).header("DPoP", good(bound))));
        withoutAProof(bound, tries);
        tries.put("with a thief's key", () -> proved(bound, thief.proof("GET", ASKED_URI, bound, AS_IT_IS)));
        tries.put("with the client's other key", () -> proved(bound, key.proof("GET", ASKED_URI, bound, AS_IT_IS)));
        tries.put(
                "signed by the thief in the name of the key",
                () -> proved(
                        bound,
                        thief.signed(
                                new JWSHeader.Builder(JWSAlgorithm.ES256)
                                        .type(new JOSEObjectType("dpop+jwt"))
                                        .jwk(proofKey.key().toPublicJWK())
                                        .build(),
                                claims(bound).build())));
        madeForSomethingElse(bound, tries);
        madeAtAnotherTime(bound, tries);
        ofAnotherForm(bound, tries);
        tries.put(
                "with a certificate instead",
                () -> exchange(request("DPoP " + bound)
                        .header(Certificates.HEADER, TestCertificates.first())
                        .with(from(PROXY))));
        String used = good(bound);
        assertThat(proved(bound, used)).as("once").hasStatusOk();
        tries.put("with a proof that was used", () -> proved(bound, used));
        tries.put("with a proof that was used for a token", () -> {
            String first = proofKey.proof("POST", TOKENS, "", AS_IT_IS);
            askForToken(key.assertion(client, TOKENS, AS_IT_IS), first);
            return proved(bound, first);
        });
        tries.put(
                "cut short",
                () -> exchange(request("DPoP " + bound.substring(1)).header("DPoP", good(bound))));

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
        Figure.keep(
                "S17",
                "%d of %d ways to use a stolen token refused; revoked client, key and token refused with the next request"
                        .formatted(refused, tries.size()));
    }

    private void withoutAProof(String bound, Map<String, Supplier<MvcTestResult>> tries) {
        tries.put(
                "as a password",
                () -> exchange(request("Basic "
                        + java.util.Base64.getEncoder()
                                .encodeToString(("x:" + bound).getBytes(java.nio.charset.StandardCharsets.US_ASCII)))));
        tries.put("without a proof", () -> exchange(request("DPoP " + bound)));
        tries.put("with an empty proof", () -> proved(bound, ""));
        tries.put("with words", () -> proved(bound, "a.b.c"));
        tries.put("with a proof that is far too long", () -> proved(bound, "e".repeat(9_000)));
        tries.put("with two proofs", () -> exchange(request("DPoP " + bound).header("DPoP", good(bound), good(bound))));
        tries.put(
                "with two tokens",
                () -> exchange(request("DPoP " + bound)
                        .header("Authorization", "DPoP " + bound)
                        .header("DPoP", good(bound))));
    }

    private void madeForSomethingElse(String bound, Map<String, Supplier<MvcTestResult>> tries) {
        for (String method : new String[] {"POST", "get", "HEAD", "PUT", "", "GET "}) {
            tries.put(
                    "made for the method " + method,
                    () -> proved(bound, proofKey.proof(method, ASKED_URI, bound, AS_IT_IS)));
        }
        for (String uri : new String[] {
            BASE + "/m/lookup",
            BASE + "/m/raw_lookup/",
            BASE + "/M/raw_lookup",
            BASE + "/m/raw%5Flookup",
            BASE + "/",
            BASE,
            "https://localhost/m/raw_lookup",
            "http://localhost:8080/m/raw_lookup",
            "http://elsewhere.example/m/raw_lookup",
            "http://localhost.elsewhere.example/m/raw_lookup",
            "http://x@localhost/m/raw_lookup",
            "/m/raw_lookup",
            "",
            "http://",
            "%",
            TOKENS
        }) {
            tries.put("made for " + uri, () -> proved(bound, proofKey.proof("GET", uri, bound, AS_IT_IS)));
        }
    }

    private void madeAtAnotherTime(String bound, Map<String, Supplier<MvcTestResult>> tries) {
        for (int seconds : new int[] {-61, -120, -3_600, -86_400, 6, 60, 3_600}) {
            tries.put(
                    "signed at " + seconds + " s",
                    () -> proved(
                            bound,
                            proofKey.proof(
                                    "GET",
                                    ASKED_URI,
                                    bound,
                                    claims -> claims.issueTime(
                                            Date.from(clock.instant().plusSeconds(seconds))))));
        }
        tries.put(
                "without a time",
                () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound, claims -> claims.issueTime(null))));
        tries.put(
                "that is over",
                () -> proved(
                        bound,
                        proofKey.proof(
                                "GET",
                                ASKED_URI,
                                bound,
                                claims -> claims.expirationTime(
                                        Date.from(clock.instant().minusSeconds(1))))));
        tries.put(
                "that begins later",
                () -> proved(
                        bound,
                        proofKey.proof(
                                "GET",
                                ASKED_URI,
                                bound,
                                claims -> claims.notBeforeTime(
                                        Date.from(clock.instant().plusSeconds(30))))));
        for (String id : new String[] {null, "", "short", "x".repeat(201)}) {
            tries.put(
                    "with the id " + id,
                    () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound, claims -> claims.jwtID(id))));
        }
        for (String hash : new String[] {null, "", Proofs.hash("another"), bound}) {
            tries.put(
                    "that names the token as " + (hash == null ? "nothing" : hash.length()),
                    () -> proved(bound, proofKey.proof("GET", ASKED_URI, bound, claims -> claims.claim("ath", hash))));
        }
    }

    private void ofAnotherForm(String bound, Map<String, Supplier<MvcTestResult>> tries) {
        for (String type : new String[] {"JWT", "jwt", "dpop", "at+jwt"}) {
            tries.put(
                    "of the type " + type,
                    () -> proved(
                            bound,
                            proofKey.signed(
                                    proofKey.proofHeader()
                                            .type(new JOSEObjectType(type))
                                            .build(),
                                    claims(bound).build())));
        }
        tries.put(
                "of no type",
                () -> proved(
                        bound,
                        proofKey.signed(
                                new JWSHeader.Builder(JWSAlgorithm.ES256)
                                        .jwk(proofKey.key().toPublicJWK())
                                        .build(),
                                claims(bound).build())));
        tries.put(
                "without a key",
                () -> proved(
                        bound,
                        proofKey.signed(
                                new JWSHeader.Builder(JWSAlgorithm.ES256)
                                        .type(new JOSEObjectType("dpop+jwt"))
                                        .build(),
                                claims(bound).build())));
        tries.put(
                "with a header that must be understood",
                () -> proved(
                        bound,
                        proofKey.signed(
                                proofKey.proofHeader()
                                        .criticalParams(java.util.Set.of("exp"))
                                        .customParam("exp", 1)
                                        .build(),
                                claims(bound).build())));
        tries.put("unsigned", () -> proved(bound, unsigned(good(bound))));
        tries.put("with its signature cut off", () -> proved(bound, good(bound).replaceAll("[^.]*$", "")));
        tries.put("with one letter of the signature changed", () -> proved(bound, changed(good(bound))));
    }

    @Test
    void whatIsRevokedIsRefusedWithTheNextRequest() {
        String one = token();
        var keyId =
                CurrentOrganisation.as(org, () -> keys.of(client)).getFirst().id();
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
}

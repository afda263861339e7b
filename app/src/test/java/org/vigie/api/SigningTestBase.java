package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.vigie.organisation.CurrentOrganisation;
import tools.jackson.databind.json.JsonMapper;

/** Clients that sign, and what a program of theirs sends. */
@TestPropertySource(properties = "vigie.api.certificate-proxies=192.0.2.80")
abstract class SigningTestBase extends ApiTestBase {
    static final String BASE = "http://localhost";
    static final String TOKENS = BASE + "/oauth/token";
    static final String ASKED = "/m/raw_lookup?signal_type=sha256&signal=" + SHA256;
    static final String ASKED_URI = BASE + "/m/raw_lookup";
    static final String PROXY = "192.0.2.80";

    static final UnaryOperator<JWTClaimsSet.Builder> AS_IT_IS = claims -> claims;

    Signing key;
    Signing proofKey;
    UUID client;

    @Autowired
    ClientKeyService keys;

    @BeforeEach
    void aClientWithAKey() {
        key = Signing.ed25519(clock);
        proofKey = Signing.p256(clock);
        client = registered(key);
    }

    UUID registered(Signing signing) {
        return CurrentOrganisation.as(org, () -> {
            var id = clients.create("Partner", Circle.INSIDE, 1000, TEST).id();
            keys.add(id, signing.publicKey(), TEST);
            return id;
        });
    }

    String token() {
        var answer = askForToken(key.assertion(client, TOKENS, AS_IT_IS), proofKey.proof("POST", TOKENS, "", AS_IT_IS));
        assertThat(answer).hasStatusOk();
        return JsonMapper.shared()
                .readTree(answer.getResponse().getContentAsByteArray())
                .get("access_token")
                .asString();
    }

    String good(String bound) {
        return proofKey.proof("GET", ASKED_URI, bound, AS_IT_IS);
    }

    JWTClaimsSet.Builder claims(String bound) {
        return new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", "GET")
                .claim("htu", ASKED_URI)
                .claim("ath", Proofs.hash(bound))
                .issueTime(Date.from(clock.instant()));
    }

    static String unsigned(String jwt) {
        String none = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return none + "." + jwt.split("\\.", -1)[1] + ".";
    }

    static String changed(String jwt) {
        int at = jwt.lastIndexOf('.') + 5;
        return jwt.substring(0, at) + (jwt.charAt(at) == 'A' ? 'B' : 'A') + jwt.substring(at + 1);
    }

    MvcTestResult askForToken(String assertion, @Nullable String proof) {
        var request = tokenRequest(assertion);
        return exchange(proof == null ? request : request.header("DPoP", proof));
    }

    static MockHttpServletRequestBuilder tokenRequest(String assertion) {
        return MockMvcRequestBuilders.post("/oauth/token")
                .param("grant_type", "client_credentials")
                .param("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .param("client_assertion", assertion);
    }

    static MockHttpServletRequestBuilder request(String authorization) {
        return MockMvcRequestBuilders.get(ASKED).header("Authorization", authorization);
    }

    MvcTestResult proved(String bound, String proof) {
        return exchange(request("DPoP " + bound).header("DPoP", proof));
    }

    MvcTestResult exchange(MockHttpServletRequestBuilder request) {
        return mvc.perform(request);
    }

    static org.springframework.test.web.servlet.request.RequestPostProcessor from(String address) {
        return (MockHttpServletRequest request) -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}

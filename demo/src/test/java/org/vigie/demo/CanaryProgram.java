package org.vigie.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A partner's program whose key is known and whose token is good. It asks about canaries, rightly and wrongly: of hashes and files
 * of its own, and of files at a host from which it may have them fetched.
 */
final class CanaryProgram {
    /** Numbered as hosts of {@link CanarySite} are. */
    static final String HOST = "c900.partner.example";

    private static final String TOKENS = "/oauth/token";
    private static final int PATHS = 12;

    private final URI base;
    private final CanaryVisitor visitor;
    private final Canaries canaries;
    private final OctetKeyPair key;
    private final Map<Integer, Integer> statuses = new HashMap<>();

    private String token = "";

    /** @param visitor who sends what it asks */
    CanaryProgram(URI base, CanaryVisitor visitor, Canaries canaries) throws JOSEException {
        this.base = base;
        this.visitor = visitor;
        this.canaries = canaries;
        key = new OctetKeyPairGenerator(Curve.Ed25519).generate();
    }

    String publicKey() {
        return key.toPublicJWK().toJSONString();
    }

    /** How often each status was given. */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** Gets its token, as the client of that id. */
    void comesIn(String client) throws IOException, InterruptedException, JOSEException {
        JWTClaimsSet.Builder assertion = claims().issuer(client)
                .subject(client)
                .audience(base.resolve(TOKENS).toString())
                .expirationTime(Date.from(Instant.now().plusSeconds(60)));
        String form = Map.of(
                        "grant_type", "client_credentials",
                        "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion", signed(new JWSHeader.Builder(JWSAlgorithm.EdDSA), assertion))
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        String answer = asks("POST", TOKENS, "application/x-www-form-urlencoded", text(form))
                .body();
        token = new JsonMapper().readTree(answer).get("access_token").asString();
    }

    /**
     * What a program can send, with a canary in it.
     *
     * @param port of the site
     */
    void asks(int port) throws IOException, InterruptedException, JOSEException {
        for (int i = 0; i < PATHS; i++) {
            askOf("http://" + HOST + ":" + port + canaries.path(i));
        }
        askOf("http://" + canaries.host(1) + ":" + port + canaries.path(1));
        askOf("http://" + canaries.token(901) + "@" + HOST + ":" + port + "/?" + canaries.token(901));
        askOf(canaries.words(902));
        String words = canaries.words(903);
        json("/v1/pdq", "{\"hashes\":[\"" + words + "\"]}");
        json("/v1/pdq", "{\"" + words + "\":[");
        json("/m/compare", "{\"pdq\":[\"" + words + "\",\"" + words + "\"]}");
        asks("POST", "/v1/media", "image/png", text(words));
        asks("POST", "/v1/media", "image/" + canaries.token(904), text(words));
        asks("POST", "/h/hash?types=" + canaries.token(905), "multipart/form-data; boundary=x", text(words));
        asks(
                "POST",
                "/h/hash",
                "multipart/form-data; boundary=x",
                text("--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + words + "\"\r\n\r\n" + words
                        + "\r\n--x--\r\n"));
        for (String path : new String[] {"/m/raw_lookup", "/m/lookup"}) {
            asks("GET", path + "?signal_type=pdq&signal=" + canaries.token(906), "text/plain", new byte[0]);
        }
        asks("GET", "/c/bank/" + canaries.token(907) + "/content", "text/plain", new byte[0]);
    }

    private void askOf(String address) throws IOException, InterruptedException, JOSEException {
        json("/v1/url", "{\"url\":\"" + address + "\"}");
        asks("GET", "/h/hash?url=" + encoded(address), "text/plain", new byte[0]);
    }

    private void json(String path, String body) throws IOException, InterruptedException, JOSEException {
        asks("POST", path, "application/json", text(body));
    }

    private HttpResponse<String> asks(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException, JOSEException {
        URI address = base.resolve(path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .header("DPoP", proof(method, base.resolve(address.getPath()).toString()));
        if (!token.isEmpty()) {
            request.header("Authorization", "DPoP " + token);
        }
        HttpResponse<String> answer = visitor.asks(request);
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        return answer;
    }

    private String proof(String method, String address) throws JOSEException {
        JWTClaimsSet.Builder claims = claims().claim("htm", method).claim("htu", address);
        if (!token.isEmpty()) {
            claims.claim("ath", Base64URL.encode(sha256(token)).toString());
        }
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK()),
                claims);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().jwtID(UUID.randomUUID().toString()).issueTime(Date.from(Instant.now()));
    }

    private String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims) throws JOSEException {
        SignedJWT text = new SignedJWT(header.build(), claims.build());
        text.sign(new Ed25519Signer(key));
        return text.serialize();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

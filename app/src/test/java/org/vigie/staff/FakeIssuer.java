package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A small identity service on loopback: it signs whom it is told to, checks what we send, and lies on request. */
public final class FakeIssuer implements AutoCloseable {
    static final String CLIENT = "vigie client";
    static final String SECRET = "s3cret+with/marks";

    final RSAKey key;
    private final HttpServer server;
    private final Clock clock;
    private final Map<String, Map<String, String>> granted = new HashMap<>();
    private final List<String> refusedBecause = new ArrayList<>();
    private final AtomicInteger discoveries = new AtomicInteger();

    /** The claims of the next token, made from the usual ones. */
    Function<Map<String, Object>, Map<String, Object>> claims = usual -> usual;

    /** How the next token is signed. */
    Function<JWTClaimsSet, String> signature = this::signed;

    /** What discovery says, made from the usual. */
    Function<Map<String, Object>, Map<String, Object>> discovery = usual -> usual;

    public FakeIssuer(Clock clock) throws IOException, JOSEException {
        this.clock = clock;
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> {
            discoveries.incrementAndGet();
            answer(exchange, 200, json(discovered()));
        });
        server.createContext("/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.createContext("/authorize", this::authorize);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the browser brings back after the person has shown who they are. */
    record Grant(String code, String state) {}

    /** The person at this address of ours is this subject. */
    Grant grant(String address, String subject) {
        var query = fields(URI.create(address).getRawQuery());
        assertThat(address).startsWith(issuer() + "/authorize?");
        assertThat(query)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", CLIENT)
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("scope", "openid");
        var code = UUID.randomUUID().toString();
        query.put("sub", subject);
        granted.put(code, query);
        return new Grant(code, query.getOrDefault("state", ""));
    }

    /** How often it was asked for its addresses. */
    int discoveries() {
        return discoveries.get();
    }

    /** What of our requests for tokens it did not like. */
    List<String> complaints() {
        return refusedBecause;
    }

    String signed(JWTClaimsSet claims) {
        return signed(claims, key);
    }

    static String signed(JWTClaimsSet claims, RSAKey key) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Map<String, Object> discovered() {
        var usual = new LinkedHashMap<String, Object>();
        usual.put("issuer", issuer());
        usual.put("authorization_endpoint", issuer() + "/authorize");
        usual.put("token_endpoint", issuer() + "/token");
        usual.put("jwks_uri", issuer() + "/keys");
        return discovery.apply(usual);
    }

    /** In a real browser: everybody who comes is the same person, and goes back at once. */
    private void authorize(HttpExchange exchange) throws IOException {
        var address = issuer() + exchange.getRequestURI();
        var grant = grant(address, "subject-of-the-browser");
        var back = fields(exchange.getRequestURI().getRawQuery()).get("redirect_uri");
        exchange.getResponseHeaders()
                .set("Location", "%s?code=%s&state=%s&iss=%s".formatted(back, grant.code(), grant.state(), issuer()));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        var form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var grant = granted.remove(form.getOrDefault("code", ""));
        if (grant == null) {
            refuse(exchange, "unknown or used code");
        } else if (!authorized(exchange)) {
            refuse(exchange, "wrong client");
        } else if (!challenge(form.getOrDefault("code_verifier", "")).equals(grant.get("code_challenge"))) {
            refuse(exchange, "wrong verifier");
        } else if (!form.getOrDefault("redirect_uri", "").equals(grant.get("redirect_uri"))) {
            refuse(exchange, "wrong redirect");
        } else {
            answer(
                    exchange,
                    200,
                    json(Map.of("token_type", "Bearer", "access_token", "x", "id_token", idToken(grant))));
        }
    }

    private String idToken(Map<String, String> grant) {
        long now = clock.instant().getEpochSecond();
        var usual = new LinkedHashMap<String, Object>();
        usual.put("iss", issuer());
        usual.put("sub", grant.get("sub"));
        usual.put("aud", CLIENT);
        usual.put("nonce", grant.get("nonce"));
        usual.put("iat", now);
        usual.put("exp", now + 300);
        usual.put("auth_time", now);
        var builder = new JWTClaimsSet.Builder();
        claims.apply(usual).forEach(builder::claim);
        return signature.apply(builder.build());
    }

    private void refuse(HttpExchange exchange, String why) throws IOException {
        refusedBecause.add(why);
        answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
    }

    private static boolean authorized(HttpExchange exchange) {
        var basic = exchange.getRequestHeaders().getFirst("Authorization").replaceFirst("Basic ", "");
        var both = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2);
        return URLDecoder.decode(both[0], StandardCharsets.UTF_8).equals(CLIENT)
                && URLDecoder.decode(both[1], StandardCharsets.UTF_8).equals(SECRET);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> fields(String form) {
        var fields = new HashMap<String, String>();
        for (var field : form.split("&", -1)) {
            var both = field.split("=", 2);
            fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static String json(Map<String, Object> object) {
        return JSONObjectUtils.toJSONString(object);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** As {@link AutoCloseable}, without an exception. */
    @Override
    public void close() {
        server.stop(0);
    }
}

package org.vigie.staff.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.database.Mode;
import org.vigie.staff.oidc.OidcRefused.Reason;

/**
 * The authorization code flow of OpenID Connect Core 1.0 (3.1) with PKCE (RFC 7636) and discovery. Each sign-in asks the
 * service for its present addresses and keys, so that a key it withdrew is not trusted from memory.
 *
 * <p>Speaks TLS only; in test mode this machine only. What the services may cost us is in {@link IdentityHttp}.
 */
@Component
public class OidcClient {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int SECRET_BYTES = 32;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Mode mode;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final IdentityHttp http = new IdentityHttp(OidcLimits.ANSWER_MAX);

    /**
     * A client that has asked nobody yet.
     *
     * @param mode says which addresses may be asked
     */
    public OidcClient(Mode mode, Clock clock) {
        this.mode = mode;
        this.clock = clock;
    }

    private record Addresses(URI authorization, URI token, URI keys) {}

    /**
     * Asks the service for its addresses, to see that it is one.
     *
     * @throws OidcRefused when it is not, is not reached, or may not be asked in this mode
     */
    public void check(String issuer) {
        addresses(issuer);
    }

    /**
     * Prepares to send a person to the service.
     *
     * @param back where the service shall send the person afterwards
     * @param freshly whether the service must ask the person for their factor again
     */
    public Sent send(IdentityService service, URI back, boolean freshly) {
        var state = secret();
        var nonce = secret();
        var verifier = secret();
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", service.clientId());
        query.put("redirect_uri", back.toString());
        query.put("scope", "openid");
        query.put("state", state);
        query.put("nonce", nonce);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        if (freshly) {
            query.put("prompt", "login");
            query.put("max_age", "0");
        }
        var page = addresses(service.issuer()).authorization();
        var address = URI.create(page + (page.getRawQuery() == null ? "?" : "&") + form(query));
        return new Sent(address, state, nonce, verifier, back, clock.instant(), freshly);
    }

    /**
     * Whom the service vouches for, from the code that the person brought back.
     *
     * @throws OidcRefused when the answer is not one that can be believed
     */
    public Identity identity(IdentityService service, Sent sent, String code) {
        var addresses = addresses(service.issuer());
        var query = new LinkedHashMap<String, String>();
        query.put("grant_type", "authorization_code");
        query.put("code", code);
        query.put("redirect_uri", sent.back().toString());
        query.put("code_verifier", sent.verifier());
        var answer = json(http.ask(IdentityHttp.to(addresses.token())
                .header("Authorization", basic(service))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(query)))));
        if (!(answer.get("id_token") instanceof String token)) {
            throw new OidcRefused(Reason.STRANGE);
        }
        return new IdToken(service, sent, keys(addresses.keys())).identity(token, clock.instant());
    }

    private Addresses addresses(String issuer) {
        var found = json(
                http.ask(IdentityHttp.to(address(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration"))
                        .GET()));
        if (!issuer.equals(found.get("issuer"))) {
            throw new OidcRefused(Reason.STRANGE);
        }
        return new Addresses(
                address(found.get("authorization_endpoint")),
                address(found.get("token_endpoint")),
                address(found.get("jwks_uri")));
    }

    private JWKSet keys(URI address) {
        try {
            return JWKSet.parse(http.ask(IdentityHttp.to(address).GET()));
        } catch (ParseException strange) {
            throw new OidcRefused(Reason.STRANGE);
        }
    }

    /** Also the addresses that the service names must be ones that may be asked. */
    private URI address(@Nullable Object text) {
        try {
            var address = URI.create(String.valueOf(text));
            if (!allows(address)) {
                throw new OidcRefused(Reason.ADDRESS);
            }
            return address;
        } catch (IllegalArgumentException strange) {
            throw new OidcRefused(Reason.STRANGE);
        }
    }

    private boolean allows(URI address) {
        var host = address.getHost();
        if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            return false;
        }
        return switch (mode) {
            case TEST -> LOOPBACK.contains(host) && Set.of("http", "https").contains(address.getScheme());
            case LIVE -> "https".equals(address.getScheme());
        };
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException strange) {
            throw new OidcRefused(Reason.STRANGE);
        }
    }

    /** RFC 6749, 2.3.1: both parts are encoded as in a form first. */
    private static String basic(IdentityService service) {
        var both = encoded(service.clientId()) + ":" + encoded(service.secret());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String secret() {
        byte[] bits = new byte[SECRET_BYTES];
        random.nextBytes(bits);
        return TEXT.encodeToString(bits);
    }

    private static String challenge(String verifier) {
        try {
            return TEXT.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}

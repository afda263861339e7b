package org.vigie.api;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the proof that comes with a request (RFC 9449): that its sender has the key, made for this request and just now. */
@Component
class Proofs {
    static final String HEADER = "DPoP";

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

    private final OwnAddress own;
    private final Clock clock;

    Proofs(OwnAddress own, Clock clock) {
        this.own = own;
        this.clock = clock;
    }

    /**
     * A proof that is good, if it was not used before.
     *
     * @param key thumbprint of the key that signed it
     */
    record Proof(String key, String id) {}

    /** Whether one was sent at all, good or not. */
    static boolean isSent(HttpServletRequest request) {
        return request.getHeader(HEADER) != null;
    }

    /**
     * The proof of that request.
     *
     * @param token the one that it goes with; null where a token is asked for
     */
    Optional<Proof> read(HttpServletRequest request, @Nullable String token) {
        var sent = Collections.list(request.getHeaders(HEADER));
        return sent.size() == 1
                ? SignedText.read(sent.getFirst()).flatMap(text -> good(text, request, token))
                : Optional.empty();
    }

    private Optional<Proof> good(SignedText text, HttpServletRequest request, @Nullable String token) {
        JWK key = text.jwt().getHeader().getJWK();
        if (key == null
                || key.isPrivate()
                || !TYPE.equals(text.jwt().getHeader().getType())) {
            return Optional.empty();
        }
        return text.by(key)
                .filter(claims -> isOf(claims, request) && (token == null || isWith(claims, token)))
                .flatMap(claims -> SignedText.id(claims).map(id -> new Proof(PublicKeys.thumbprint(key), id)));
    }

    private boolean isOf(JWTClaimsSet claims, HttpServletRequest request) {
        return claims.getClaim("htu") instanceof String uri
                && own.names(uri, request)
                && request.getMethod().equals(claims.getClaim("htm"))
                && SignedText.isOf(claims, ApiLimits.SIGNED_AGE_MAX, clock);
    }

    private static boolean isWith(JWTClaimsSet claims, String token) {
        return claims.getClaim("ath") instanceof String hash && hash.equals(hash(token));
    }

    /** As a proof names the token that it goes with. */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

package org.vigie.staff.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vigie.staff.oidc.OidcRefused.Reason;

/**
 * Checks an identity token as OpenID Connect Core 1.0, 3.1.3.7 asks: the signature by a key of the service (Nimbus does it, by
 * algorithms with two keys only: neither "none" nor a shared secret), then who, for whom, when, and for which sign-in.
 */
final class IdToken {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final IdentityService service;
    private final Sent sent;
    private final JWKSet keys;

    IdToken(IdentityService service, Sent sent, JWKSet keys) {
        this.service = service;
        this.sent = sent;
        this.keys = keys;
    }

    Identity identity(String token, Instant now) {
        var claims = signed(token);
        try {
            demandForUs(claims);
            demandInTime(claims, now);
            var provenAt = instant(claims, "auth_time");
            demandAskedAgain(provenAt, now);
            return new Identity(service.issuer(), subject(claims), provenAt);
        } catch (ParseException strange) {
            throw new OidcRefused(Reason.STRANGE);
        }
    }

    private JWTClaimsSet signed(String token) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {
            // below, by our own clock
        });
        try {
            return processor.process(token, null);
        } catch (ParseException | BadJOSEException | JOSEException unsigned) {
            throw new OidcRefused(Reason.SIGNATURE);
        }
    }

    private void demandForUs(JWTClaimsSet claims) throws ParseException {
        var audience = claims.getAudience();
        var party = claims.getStringClaim("azp");
        boolean forUs = service.issuer().equals(claims.getIssuer())
                && audience.contains(service.clientId())
                && (party == null ? audience.size() == 1 : party.equals(service.clientId()))
                && isEqual(sent.nonce(), claims.getStringClaim("nonce"));
        if (!forUs) {
            throw new OidcRefused(Reason.NOT_FOR_US);
        }
    }

    private void demandInTime(JWTClaimsSet claims, Instant now) throws ParseException {
        var expires = instant(claims, "exp");
        var issued = instant(claims, "iat");
        boolean inTime = expires != null
                && issued != null
                && now.isBefore(expires.plus(OidcLimits.SKEW_MAX))
                && issued.isBefore(now.plus(OidcLimits.SKEW_MAX))
                && issued.isAfter(sent.at().minus(OidcLimits.SKEW_MAX));
        if (!inTime) {
            throw new OidcRefused(Reason.TIME);
        }
    }

    private void demandAskedAgain(@Nullable Instant provenAt, Instant now) {
        if (provenAt != null && provenAt.isAfter(now.plus(OidcLimits.SKEW_MAX))) {
            throw new OidcRefused(Reason.TIME);
        }
        boolean again = provenAt != null && provenAt.isAfter(sent.at().minus(OidcLimits.SKEW_MAX));
        if (sent.freshly() && !again) {
            throw new OidcRefused(Reason.NOT_ASKED_AGAIN);
        }
    }

    private static String subject(JWTClaimsSet claims) {
        var subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > OidcLimits.SUBJECT_CHARACTERS_MAX) {
            throw new OidcRefused(Reason.STRANGE);
        }
        return subject;
    }

    /** Seconds since 1970, as JWT writes times; Nimbus has made a time of some of them already. */
    private static @Nullable Instant instant(JWTClaimsSet claims, String name) throws ParseException {
        var time = claims.getDateClaim(name);
        return time == null ? null : time.toInstant();
    }

    private static boolean isEqual(String ours, @Nullable String theirs) {
        return theirs != null
                && MessageDigest.isEqual(
                        ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }
}

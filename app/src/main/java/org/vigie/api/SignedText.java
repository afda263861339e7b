package org.vigie.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JWT that a client signed, read but not yet believed. */
record SignedText(SignedJWT jwt) {
    /** Empty where it is none, or is too long. */
    static Optional<SignedText> read(@Nullable String text) {
        if (text == null || text.length() > ApiLimits.SIGNED_CHARACTERS_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SignedText(SignedJWT.parse(text)));
        } catch (ParseException notOne) {
            return Optional.empty();
        }
    }

    /** What it says, if that key signed it in the way that goes with the key, and no header asks for something else. */
    Optional<JWTClaimsSet> by(JWK key) {
        try {
            var header = jwt.getHeader();
            boolean plain = header.getCriticalParams() == null && header.isBase64URLEncodePayload();
            if (plain
                    && PublicKeys.algorithm(key).equals(header.getAlgorithm())
                    && jwt.verify(PublicKeys.verifier(key))) {
                return Optional.of(jwt.getJWTClaimsSet());
            }
        } catch (JOSEException | ParseException | IllegalArgumentException | IllegalStateException bad) {
            // not signed by it; why is nothing to tell
        }
        return Optional.empty();
    }

    /** Whether it was signed now, or so short ago, and is good still. */
    static boolean isOf(JWTClaimsSet claims, Duration ageMax, Clock clock) {
        Instant now = clock.instant();
        var issued = claims.getIssueTime();
        if (issued == null
                || issued.toInstant().isAfter(now.plus(ApiLimits.CLOCKS_APART_MAX))
                || issued.toInstant().isBefore(now.minus(ageMax))) {
            return false;
        }
        var from = claims.getNotBeforeTime();
        var until = claims.getExpirationTime();
        return (from == null || !from.toInstant().isAfter(now.plus(ApiLimits.CLOCKS_APART_MAX)))
                && (until == null || until.toInstant().isAfter(now));
    }

    /** Its id, if that is of a fit length. */
    static Optional<String> id(JWTClaimsSet claims) {
        String id = claims.getJWTID();
        return id == null || id.length() < ApiLimits.JTI_CHARACTERS_MIN || id.length() > ApiLimits.JTI_CHARACTERS_MAX
                ? Optional.empty()
                : Optional.of(id);
    }
}

package org.vigie.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;

/**
 * Which keys are taken, and with which algorithm each of them signs: Ed25519 with EdDSA, P-256 with ES256, RSA with PS256. What a
 * signed text says of its algorithm decides nothing.
 */
final class PublicKeys {
    private PublicKeys() {}

    /** @throws IllegalArgumentException unless it is the public part of such a key */
    static JWK parse(String json) {
        if (json.length() > ApiLimits.JWK_CHARACTERS_MAX) {
            throw new IllegalArgumentException("too long");
        }
        try {
            return demandFit(JWK.parse(json));
        } catch (ParseException notOne) {
            throw new IllegalArgumentException("not a JWK", notOne);
        }
    }

    /** The key itself. */
    static JWK demandFit(JWK key) {
        if (key.isPrivate()) {
            throw new IllegalArgumentException("it holds the private part");
        }
        algorithm(key);
        return key;
    }

    /** @throws IllegalArgumentException where such a key is not taken */
    static JWSAlgorithm algorithm(JWK key) {
        return switch (key) {
            case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> JWSAlgorithm.EdDSA;
            case ECKey point when Curve.P_256.equals(point.getCurve()) -> JWSAlgorithm.ES256;
            case RSAKey rsa when isFit(rsa) -> JWSAlgorithm.PS256;
            default -> throw new IllegalArgumentException("no key of Ed25519, P-256 or RSA of 2048 to 8192 bits");
        };
    }

    /** What checks signatures of the key. */
    static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case OctetKeyPair pair -> new Ed25519Verifier(pair);
            case ECKey point -> new ECDSAVerifier(point);
            case RSAKey rsa -> new RSASSAVerifier(rsa);
            default -> throw new JOSEException("no such key");
        };
    }

    static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static boolean isFit(RSAKey rsa) {
        return rsa.size() >= ApiLimits.RSA_BITS_MIN && rsa.size() <= ApiLimits.RSA_BITS_MAX;
    }
}

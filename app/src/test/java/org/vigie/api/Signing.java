package org.vigie.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What a client's program signs. */
record Signing(JWK key, Clock clock) {
    static Signing ed25519(Clock clock) {
        try {
            return new Signing(new OctetKeyPairGenerator(Curve.Ed25519).generate(), clock);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Signing p256(Clock clock) {
        try {
            return new Signing(new ECKeyGenerator(Curve.P_256).generate(), clock);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static Signing rsa(Clock clock) {
        try {
            return new Signing(new RSAKeyGenerator(2048).generate(), clock);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String publicKey() {
        return key.toPublicJWK().toJSONString();
    }

    JWSAlgorithm algorithm() {
        return PublicKeys.algorithm(key.toPublicJWK());
    }

    /** An assertion of that client. */
    String assertion(UUID client, String audience, UnaryOperator<JWTClaimsSet.Builder> change) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(client.toString())
                .subject(client.toString())
                .audience(audience)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
        return signed(
                new JWSHeader.Builder(algorithm()).build(), change.apply(claims).build());
    }

    /** A proof for a request. */
    String proof(String method, String uri, String token, UnaryOperator<JWTClaimsSet.Builder> change) {
        var claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", uri)
                .issueTime(Date.from(clock.instant()));
        if (!token.isEmpty()) {
            claims.claim("ath", Proofs.hash(token));
        }
        return signed(proofHeader().build(), change.apply(claims).build());
    }

    JWSHeader.Builder proofHeader() {
        return new JWSHeader.Builder(algorithm())
                .type(new JOSEObjectType("dpop+jwt"))
                .jwk(key.toPublicJWK());
    }

    String signed(JWSHeader header, JWTClaimsSet claims) {
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(signer());
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWSSigner signer() throws JOSEException {
        return switch (key) {
            case OctetKeyPair pair -> new Ed25519Signer(pair);
            case ECKey point -> new ECDSASigner(point);
            case RSAKey rsa -> new RSASSASigner(rsa);
            default ->
                throw new IllegalStateException(Map.of("key", key.getKeyType()).toString());
        };
    }
}

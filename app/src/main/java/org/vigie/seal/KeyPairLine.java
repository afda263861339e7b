package org.vigie.seal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** A key pair of the JDK as one line of a file that only its owner may read: algorithm, public half, private half. */
public final class KeyPairLine {
    private KeyPairLine() {}

    /** A fresh pair. */
    public static KeyPair generate(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK makes no keys for " + algorithm, e);
        }
    }

    /** The line, without its end. It holds the secret. */
    public static String of(String algorithm, KeyPair pair) {
        Base64.Encoder base64 = Base64.getEncoder();
        return algorithm
                + " " + base64.encodeToString(pair.getPublic().getEncoded())
                + " " + base64.encodeToString(pair.getPrivate().getEncoded());
    }

    /**
     * Reads a line.
     *
     * @throws GeneralSecurityException when it is no such pair
     */
    public static KeyPair parse(String algorithm, String line) throws GeneralSecurityException {
        String[] parts = line.strip().split(" ", -1);
        if (parts.length != 3 || !parts[0].equals(algorithm)) {
            throw new GeneralSecurityException("not a pair of keys for " + algorithm);
        }
        try {
            KeyFactory factory = KeyFactory.getInstance(algorithm);
            return new KeyPair(
                    factory.generatePublic(
                            new X509EncodedKeySpec(Base64.getDecoder().decode(parts[1]))),
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parts[2]))));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not a pair of keys for " + algorithm, e);
        }
    }
}

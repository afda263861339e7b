package org.vigie.core.note;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The kinds of signature under a note that are known here, as C2SP's {@code signed-note} and {@code tlog-cosignature} number them. */
public enum SignatureType {
    /** Ed25519 over the text: how a log signs. */
    ED25519(0x01, "Ed25519", 32, 64, "302a300506032b6570032100"),
    /** Ed25519 with a time: how a witness cosigns. */
    ED25519_COSIGNATURE(0x04, "Ed25519", 32, 64, "302a300506032b6570032100"),
    /** ML-DSA-44 with a time, safe from quantum computers: how both a log and a witness sign. */
    ML_DSA_44(0x06, "ML-DSA-44", 1312, 2420, "30820532300b06096086480165030403110382052100");

    private final byte number;
    private final String algorithm;
    private final int keyBytes;
    private final int signatureBytes;
    /** What X.509 puts before the bare bytes of such a key, in hexadecimal. */
    private final String before;

    SignatureType(int number, String algorithm, int keyBytes, int signatureBytes, String before) {
        this.number = (byte) number;
        this.algorithm = algorithm;
        this.keyBytes = keyBytes;
        this.signatureBytes = signatureBytes;
        this.before = before;
    }

    static Optional<SignatureType> of(byte number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }

    byte number() {
        return number;
    }

    /** Its name in the JDK. */
    public String algorithm() {
        return algorithm;
    }

    int keyBytes() {
        return keyBytes;
    }

    /** The length of the signature, without the time before it. */
    int signatureBytes() {
        return signatureBytes;
    }

    boolean hasTime() {
        return this != ED25519;
    }

    /** The bare bytes of a key of the JDK, as notes write them. */
    public byte[] bare(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] head = HexFormat.of().parseHex(before);
        if (encoded == null
                || encoded.length != head.length + keyBytes
                || !Arrays.equals(head, 0, head.length, encoded, 0, head.length)) {
            throw new IllegalArgumentException("not a public key for " + algorithm);
        }
        return Arrays.copyOfRange(encoded, head.length, encoded.length);
    }

    PublicKey key(byte[] bare) throws GeneralSecurityException {
        byte[] head = HexFormat.of().parseHex(before);
        byte[] encoded = Arrays.copyOf(head, head.length + bare.length);
        System.arraycopy(bare, 0, encoded, head.length, bare.length);
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }
}

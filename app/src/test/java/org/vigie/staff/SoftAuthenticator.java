package org.vigie.staff;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator and the browser in front of it, in software: answers as W3C Web Authentication lays it out, with one
 * ES256 key. Everything that a wrong or hostile one could do otherwise can be set.
 */
final class SoftAuthenticator implements Cloneable {
    static final int USER_PRESENT = 0x01;
    static final int USER_VERIFIED = 0x04;
    static final int BACKUP_ELIGIBLE = 0x08;
    static final int BACKED_UP = 0x10;

    private static final int ATTESTED_DATA = 0x40;
    private static final Pattern CHALLENGE = Pattern.compile("\"challenge\":\"([A-Za-z0-9_-]+)\"");
    private static final Pattern HANDLE = Pattern.compile("\"user\":\\{[^}]*\"id\":\"([A-Za-z0-9_-]+)\"");
    private static final int COORDINATE_BYTES = 32;

    final byte[] credentialId = new byte[32];
    String origin = "http://localhost";
    String domain = "localhost";
    int flags = USER_PRESENT | USER_VERIFIED;
    long count = 1;
    int countStep = 1;
    byte @Nullable [] handle = null;
    String type = "webauthn.get";
    boolean spoilSignature = false;

    private final KeyPair key;

    SoftAuthenticator() {
        new SecureRandom().nextBytes(credentialId);
        try {
            var pairs = KeyPairGenerator.getInstance("EC");
            pairs.initialize(new ECGenParameterSpec("secp256r1"));
            key = pairs.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The same key and the same count in another device. */
    SoftAuthenticator copy() {
        try {
            return (SoftAuthenticator) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The answer to creation options. */
    String create(String options) {
        handle = decode(first(HANDLE, options));
        var clientData = clientData("webauthn.create", first(CHALLENGE, options));
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},\
                "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":["internal","hybrid"]}}""".formatted(encode(credentialId), encode(clientData), encode(attestationObject()));
    }

    /** The answer to request options. */
    String get(String options) {
        count += countStep;
        var clientData = clientData(type, first(CHALLENGE, options));
        var data = authenticatorData(flags, new byte[0]);
        var user = handle == null ? "" : ",\"userHandle\":\"%s\"".formatted(encode(handle));
        return """
                {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},\
                "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s"%5$s}}""".formatted(
                        encode(credentialId), encode(clientData), encode(data), encode(sign(data, clientData)), user);
    }

    private byte[] sign(byte[] data, byte[] clientData) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(clientData));
            byte[] signed = signature.sign();
            if (spoilSignature) {
                signed[signed.length - 1] ^= 1;
            }
            return signed;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private byte[] clientData(String what, String challenge) {
        return "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\",\"crossOrigin\":false}"
                .formatted(what, challenge, origin)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(int set, byte[] attested) {
        return ByteBuffer.allocate(32 + 1 + 4 + attested.length)
                .put(sha256(domain.getBytes(StandardCharsets.UTF_8)))
                .put((byte) set)
                .putInt((int) count)
                .put(attested)
                .array();
    }

    /** {@code {"fmt": "none", "attStmt": {}, "authData": …}} in CBOR (RFC 8949). */
    private byte[] attestationObject() {
        var point = ((ECPublicKey) key.getPublic()).getW();
        var cose = new ByteArrayOutputStream();
        cose.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, COORDINATE_BYTES});
        cose.writeBytes(unsigned(point.getAffineX().toByteArray()));
        cose.writeBytes(new byte[] {0x22, 0x58, COORDINATE_BYTES});
        cose.writeBytes(unsigned(point.getAffineY().toByteArray()));
        var attested = ByteBuffer.allocate(16 + 2 + credentialId.length + cose.size())
                .put(new byte[16])
                .putShort((short) credentialId.length)
                .put(credentialId)
                .put(cose.toByteArray())
                .array();
        var data = authenticatorData(flags | ATTESTED_DATA, attested);
        var cbor = new ByteArrayOutputStream();
        cbor.write(0xa3);
        cbor.writeBytes(text("fmt"));
        cbor.writeBytes(text("none"));
        cbor.writeBytes(text("attStmt"));
        cbor.write(0xa0);
        cbor.writeBytes(text("authData"));
        cbor.writeBytes(new byte[] {0x59, (byte) (data.length >> 8), (byte) data.length});
        cbor.writeBytes(data);
        return cbor.toByteArray();
    }

    private static byte[] text(String text) {
        return ByteBuffer.allocate(1 + text.length())
                .put((byte) (0x60 + text.length()))
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] unsigned(byte[] number) {
        byte[] fixed = new byte[COORDINATE_BYTES];
        int from = Math.max(0, number.length - COORDINATE_BYTES);
        int length = number.length - from;
        System.arraycopy(number, from, fixed, COORDINATE_BYTES - length, length);
        return fixed;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static String first(Pattern pattern, String options) {
        var found = pattern.matcher(options);
        if (!found.find()) {
            throw new AssertionError("not in the options: " + pattern);
        }
        return found.group(1);
    }

    static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

package org.vigie.hashlist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names a list file together with how it is read, so that an import that was cut off is known again: the SHA-256 of its bytes
 * and of the terms. The same records come in the same order for the same name.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {
    /** To be raised when a reader of list files tells other records than before, or in another order. */
    private static final String READERS = "2";

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads the stream to its end.
     *
     * @param terms all that changes what is read from the same bytes
     * @throws IOException where the stream fails
     */
    public static Fingerprint of(InputStream in, String terms) throws IOException {
        MessageDigest digest = sha256();
        var buffer = new byte[BUFFER_BYTES];
        try (var counted = new DigestInputStream(in, digest)) {
            while (counted.read(buffer) >= 0) {
                // the digest takes it in
            }
        }
        digest.update((READERS + "\0" + ClassMapping.VERSION + "\0" + terms).getBytes(StandardCharsets.UTF_8));
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

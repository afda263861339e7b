package org.vigie.media;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.PdqResult;

/** MD5, SHA-1 and SHA-256 of bytes as they come. For one file and one thread; {@link #exact} ends it. */
public final class Digests {
    private static final int CHUNK = 1 << 16;

    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");

    /** The hashes of all of the bytes. */
    public static MediaHashes of(byte[] bytes) {
        Digests digests = new Digests();
        digests.update(bytes, bytes.length);
        return digests.exact();
    }

    /** The hashes of what is left of a stream, which is not closed. Memory does not grow with it. */
    public static MediaHashes of(InputStream in) throws IOException {
        Digests digests = new Digests();
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            digests.update(chunk, count);
        }
        return digests.exact();
    }

    /** Takes the first {@code count} bytes of the array as the next ones of the file. */
    public void update(byte[] bytes, int count) {
        md5.update(bytes, 0, count);
        sha1.update(bytes, 0, count);
        sha256.update(bytes, 0, count);
    }

    /** The three hashes of everything given; without PDQ. */
    public MediaHashes exact() {
        return new MediaHashes(
                HashValue.of(HashAlgorithm.MD5, md5.digest()),
                HashValue.of(HashAlgorithm.SHA1, sha1.digest()),
                HashValue.of(HashAlgorithm.SHA256, sha256.digest()),
                null,
                0);
    }

    /**
     * The three hashes of a file, computed when first asked for: while another process decodes the picture, if all goes well.
     * For one thread.
     */
    static final class Later {
        private final byte[] bytes;
        private @Nullable MediaHashes hashes;

        Later(byte[] bytes) {
            this.bytes = bytes;
        }

        /** They are known already. */
        Later(MediaHashes known) {
            this.bytes = new byte[0];
            this.hashes = known;
        }

        MediaHashes get() {
            MediaHashes known = hashes;
            if (known == null) {
                known = of(bytes);
                hashes = known;
            }
            return known;
        }
    }

    /** The same hashes with the one of the pixels. */
    static MediaHashes with(MediaHashes exact, PdqResult pdq) {
        return new MediaHashes(exact.md5(), exact.sha1(), exact.sha256(), pdq.hash(), pdq.quality());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}

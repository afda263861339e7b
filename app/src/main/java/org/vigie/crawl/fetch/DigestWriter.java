package org.vigie.crawl.fetch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;

/** Takes the bytes of a body as they come. */
final class DigestWriter {
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha1 = digest("SHA-1");
    private final MessageDigest sha256 = digest("SHA-256");

    void update(byte[] bytes, int length) {
        md5.update(bytes, 0, length);
        sha1.update(bytes, 0, length);
        sha256.update(bytes, 0, length);
    }

    Digests done() {
        return new Digests(
                HashValue.of(HashAlgorithm.MD5, md5.digest()),
                HashValue.of(HashAlgorithm.SHA1, sha1.digest()),
                HashValue.of(HashAlgorithm.SHA256, sha256.digest()));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}

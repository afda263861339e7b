package org.vigie.core.hash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one media file: its hashes. The bytes are dropped.
 *
 * @param pdq null where the file could not be decoded
 * @param pdqQuality 0 to 100; 0 where there is no PDQ hash
 */
public record MediaHashes(
        HashValue md5,
        HashValue sha1,
        HashValue sha256,
        @Nullable Pdq pdq,
        int pdqQuality) {
    public MediaHashes {
        require(md5, HashAlgorithm.MD5);
        require(sha1, HashAlgorithm.SHA1);
        require(sha256, HashAlgorithm.SHA256);
        if (pdqQuality < 0 || pdqQuality > 100 || (pdq == null && pdqQuality != 0)) {
            throw new IllegalArgumentException("a quality of %d with PDQ hash %s".formatted(pdqQuality, pdq));
        }
    }

    private static void require(HashValue hash, HashAlgorithm algorithm) {
        if (hash.algorithm() != algorithm) {
            throw new IllegalArgumentException("a %s hash where a %s hash belongs"
                    .formatted(hash.algorithm().label(), algorithm.label()));
        }
    }

    /** The hashes that are compared for equality. */
    public List<HashValue> exact() {
        return List.of(sha256, sha1, md5);
    }

    /** Whether the PDQ hash may be compared: it is there and good enough. */
    public boolean hasUsablePdq() {
        return pdq != null && pdqQuality >= Pdq.QUALITY_MIN;
    }
}

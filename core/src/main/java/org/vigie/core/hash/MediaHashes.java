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
    /** The hashes that are compared for equality. */
    public List<HashValue> exact() {
        return List.of(sha256, sha1, md5);
    }

    /** Whether the PDQ hash may be compared: it is there and good enough. */
    public boolean hasUsablePdq() {
        return pdq != null && pdqQuality >= Pdq.QUALITY_MIN;
    }
}

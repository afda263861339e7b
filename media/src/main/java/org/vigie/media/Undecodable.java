package org.vigie.media;

import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;

/**
 * A file without a PDQ hash, and why.
 *
 * @param mime what the file begins like; {@code application/octet-stream} if like nothing known
 */
public record Undecodable(HashValue md5, HashValue sha1, HashValue sha256, UndecodableReason reason, String mime)
        implements Hashing {
    @Override
    public MediaHashes hashes() {
        return new MediaHashes(md5, sha1, sha256, null, 0);
    }

    /** The reason as it is stored and printed in JSON. */
    public String reasonCode() {
        return reason.name();
    }
}

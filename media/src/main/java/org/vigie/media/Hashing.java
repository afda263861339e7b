package org.vigie.media;

import org.vigie.core.hash.MediaHashes;

/** What came of hashing a file. */
public sealed interface Hashing permits Hashed, Undecodable {
    /** The hashes there are: without PDQ where the file could not be decoded. */
    MediaHashes hashes();

    /** What the file is, by its first bytes: a media type such as {@code image/jpeg}. */
    String mime();
}

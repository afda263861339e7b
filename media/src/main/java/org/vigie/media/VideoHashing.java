package org.vigie.media;

/** What came of hashing a video. */
public sealed interface VideoHashing permits HashedVideo, UndecodableVideo {
    /** What the file is, by its first bytes: a media type such as {@code video/mp4}. */
    String mime();
}

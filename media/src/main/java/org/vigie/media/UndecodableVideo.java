package org.vigie.media;

/**
 * A video of which no frame could be had, and why.
 *
 * @param mime what the file begins like; {@code application/octet-stream} if like no video
 */
public record UndecodableVideo(String mime, UndecodableReason reason) implements VideoHashing {}

package org.vigie.media;

import org.vigie.core.hash.MediaHashes;

/**
 * A picture that was decoded.
 *
 * @param width pixels of the first frame or page
 * @param height pixels
 * @param decoder {@code libjpeg-turbo} or {@code imageio}
 * @param mode {@code full-resolution}: the canonical PDQ hash, from luma of every pixel
 */
public record Hashed(MediaHashes hashes, String mime, int width, int height, String decoder, String mode)
        implements Hashing {}

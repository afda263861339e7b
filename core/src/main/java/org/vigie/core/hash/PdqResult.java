package org.vigie.core.hash;

/**
 * What PDQ says of a picture.
 *
 * @param quality 0 to 100: how much there is to see in the picture; below {@link Pdq#QUALITY_MIN} the hash means nothing
 */
public record PdqResult(Pdq hash, int quality) {
    public PdqResult {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality is 0 to 100, not " + quality);
        }
    }
}

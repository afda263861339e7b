package org.vigie.core.hash;

/**
 * What PDQ says of a picture.
 *
 * @param quality 0 to 100: how much there is to see in the picture; below {@link Pdq#QUALITY_MIN} the hash means nothing
 * @param fragileBits 0 to 255: how many bits of the hash would flip at a touch; see {@link PdqSpectrum}
 */
public record PdqResult(Pdq hash, int quality, int fragileBits) {
    /** With more fragile bits than this a picture is ill-conditioned: copies of it may lie further apart than a match reaches. */
    public static final int FRAGILE_MAX = 32;

    public PdqResult {
        if (quality < 0 || quality > 100) {
            throw new IllegalArgumentException("quality is 0 to 100, not " + quality);
        }
        if (fragileBits < 0 || fragileBits >= Pdq.BITS) {
            throw new IllegalArgumentException("fragile bits are 0 to 255, not " + fragileBits);
        }
    }

    /** Whether the hash may not be relied on although the picture is rich in detail. */
    public boolean isIllConditioned() {
        return fragileBits > FRAGILE_MAX;
    }
}

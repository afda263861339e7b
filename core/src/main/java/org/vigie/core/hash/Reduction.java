package org.vigie.core.hash;

/**
 * How much smaller than the file a picture was decoded. JPEG decoders can give a half, a quarter or an eighth of each side,
 * rounded up, for a part of the cost, since they leave out the high frequencies before they compute pixels.
 *
 * @param width of the whole picture in pixels, as the file says
 * @param height likewise
 * @param divisor 1, 2, 4 or 8: how many pixels of the whole, on each axis, one decoded pixel stands for
 */
public record Reduction(int width, int height, int divisor) {
    /** The shorter side, in pixels, that a reduced picture must keep for its hash to stay within 4 bits of the whole one's. */
    public static final int SIDE_MIN = 256;

    private static final int DIVISOR_MAX = 8;

    public Reduction {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of %d x %d has no pixel".formatted(width, height));
        }
        if (divisor < 1 || divisor > DIVISOR_MAX || Integer.bitCount(divisor) != 1) {
            throw new IllegalArgumentException("a divisor is 1, 2, 4 or 8, not " + divisor);
        }
    }

    /** The strongest reduction that leaves {@link #SIDE_MIN} pixels of each side; none for pictures smaller than twice that. */
    public static Reduction strongestFor(int width, int height) {
        int divisor = DIVISOR_MAX;
        while (divisor > 1 && Math.min(width, height) / divisor < SIDE_MIN) {
            divisor /= 2;
        }
        return new Reduction(width, height, divisor);
    }

    /** The width of the decoded picture. */
    public int reducedWidth() {
        return Math.ceilDiv(width, divisor);
    }

    /** The height of the decoded picture. */
    public int reducedHeight() {
        return Math.ceilDiv(height, divisor);
    }
}

package org.vigie.core.hash;

import java.util.Arrays;

/**
 * PDQ, the perceptual hash of pictures published by Facebook in 2019, at full resolution.
 *
 * <pre>
 * Structure
 *   luma, any size
 *     -> box filter along rows, along columns, along rows, along columns   window = ceil(side / 128) on each axis
 *     -> the centre pixel of each 64th of each side                        64 x 64     -> quality, from gradients
 *     -> discrete cosine transform, frequencies 1 to 16 of each axis       16 x 16     (0, the mean, is left out)
 *     -> a bit for each: is it greater than the median of the 256?         256 bits
 *   Two boxes make a tent about as wide as a 64th of the side: enough blur that single pixels can be taken.
 *   Bit 16 i + j belongs to vertical frequency i + 1 and horizontal frequency j + 1. Hexadecimal shows bit 255 first.
 *
 * Numbers
 *   64 and 16 are the format. Half of the bits are set in any picture of some detail, since the median divides them; two
 *   unrelated pictures are about 128 bits apart, two versions of one picture mostly within 31.
 *   Quality counts differences of neighbours in the 64 x 64 block, cut to whole hundredths of the range: 0 is a flat
 *   picture, 100 is reached by most photographs; below 50 the hash is noise.
 *   The median of the 256 is the lower one, the 128th from below.
 *
 * Error
 *   Arithmetic is in float, in the order of the reference implementation in Java, so that from equal pixels comes an equal
 *   hash: measured distance 0. Decoders that round colour otherwise move 0 to 2 bits. Programs that shrink to 512 pixels
 *   before they hash, as the reference in C++ does, are up to 10 bits away from this on the published test pictures and up
 *   to 20 on pictures of 12 million pixels. The quality is blind to textures in which many frequencies lie near the median;
 *   their bits flip at a touch, and are counted (PdqSpectrum).
 *
 * Cost
 *   O(pixels), independent of the window: six additions and subtractions and three divisions a pixel, along rows four rows at
 *   a time; 2 (width + 64) (window + 1) and 20 width floats beside the picture. The transform is 82 000 multiplications
 *   whatever the size. Figures in docs/bench.md.
 *
 * References
 *   Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm", 2019 (hashing.pdf of
 *     github.com/facebook/ThreatExchange), and the reference implementations beside it.
 *   W. Jarosz, "Fast Image Convolutions", SIGGRAPH at UIUC, 2001: box filters by running sums.
 *   C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010: the transform and the median.
 * </pre>
 */
public final class PdqHasher {
    private static final int BLOCK = PdqBlock.SIDE;
    private static final int FREQUENCIES = PdqSpectrum.SIDE;

    /** Greater sides are shrunk by the reference program in C++, whatever their proportion. */
    private static final int CPP_SIDE_MAX = 512;

    /** Row i: cosine of frequency i + 1 at the 64 pixel centres, scaled so that the transform keeps lengths. */
    private static final float[][] COSINES = cosines();

    private PdqHasher() {}

    /** Hashes a picture. Pictures smaller than 64 pixels have a hash too, of little worth. */
    public static PdqResult hash(Luma luma) {
        return spectrum(luma).result();
    }

    /** The frequencies of a picture, for its hashes in other positions too. */
    public static PdqSpectrum spectrum(Luma luma) {
        return spectrum(PdqBlock.of(luma));
    }

    /**
     * Hashes a picture that was decoded smaller than it is, or in full, faster and with rounding of its own: the result is
     * mostly 0 and at most about 4 bits away from that of {@link #hash(Luma)} on the whole picture. See {@link PdqOperator}.
     *
     * @throws IllegalArgumentException where the picture has not the size that the reduction gives
     */
    public static PdqResult hashReduced(Luma luma, Reduction reduction) {
        return spectrumReduced(luma, reduction).result();
    }

    /** The frequencies of a picture that was decoded smaller than it is, as {@link #hashReduced} has it. */
    public static PdqSpectrum spectrumReduced(Luma luma, Reduction reduction) {
        return spectrum(PdqOperator.block(luma, reduction));
    }

    /**
     * The frequencies as the reference program in C++ has them, which takes every so-manieth pixel of a picture with a side
     * of more than 512 before it hashes. Its lists are up to 20 bits away from those of {@link #hash(Luma)}: this is for
     * comparing with them.
     */
    public static PdqSpectrum spectrumOf512(Luma luma) {
        return spectrum(luma.shrunkToSquare(CPP_SIDE_MAX));
    }

    /** What all ways of getting at the block have in common. */
    static PdqSpectrum spectrum(PdqBlock block) {
        return new PdqSpectrum(transform(block.rows()), block.quality());
    }

    private static float[][] cosines() {
        float scale = (float) Math.sqrt(2.0 / BLOCK);
        float[][] cosines = new float[FREQUENCIES][BLOCK];
        for (int i = 0; i < FREQUENCIES; i++) {
            for (int x = 0; x < BLOCK; x++) {
                cosines[i][x] = (float) (scale * Math.cos(Math.PI / 2 / BLOCK * (i + 1) * (2 * x + 1)));
            }
        }
        return cosines;
    }

    /** The 256 coefficients {@code C B Ct}, row by row; each sum runs upwards, since the order decides how it rounds. */
    private static float[] transform(float[][] block) {
        float[] coefficients = new float[FREQUENCIES * FREQUENCIES];
        float[] vertical = new float[BLOCK];
        for (int i = 0; i < FREQUENCIES; i++) {
            Arrays.fill(vertical, 0);
            for (int y = 0; y < BLOCK; y++) {
                float cosine = COSINES[i][y];
                float[] row = block[y];
                for (int x = 0; x < BLOCK; x++) {
                    vertical[x] += cosine * row[x];
                }
            }
            for (int j = 0; j < FREQUENCIES; j++) {
                float sum = 0;
                for (int x = 0; x < BLOCK; x++) {
                    sum += vertical[x] * COSINES[j][x];
                }
                coefficients[FREQUENCIES * i + j] = sum;
            }
        }
        return coefficients;
    }
}

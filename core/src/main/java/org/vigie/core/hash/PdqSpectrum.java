package org.vigie.core.hash;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * The 16 x 16 lowest frequencies of a picture, from which its PDQ hash is read, and those of its mirrored and turned copies.
 *
 * <pre>
 * Bits
 *   Bit 16 i + j is set where the frequency (i + 1, j + 1) is greater than the median of the 256, the 128th from below.
 *
 * Fragile bits
 *   A bit is fragile where its frequency lies within TOUCH of the median: such a bit flips when the picture is saved
 *   again or decoded by another program. The transform keeps lengths, so a frequency moves by as much as the 64 x 64 block
 *   does in all, and saving a photograph again as JPEG of quality 75 moves it by about that. Photographs have few fragile bits; a
 *   picture of one flat texture has many, though its quality may be 100. Two copies of such a picture can be further apart
 *   than the radius of a match, and two different ones nearer.
 * </pre>
 */
public final class PdqSpectrum {
    static final int SIDE = 16;

    /** How far a frequency moves at a touch. See the measurements in docs/bench.md. */
    static final float TOUCH = 1;

    private final float[] frequencies;
    private final int quality;

    PdqSpectrum(float[] frequencies, int quality) {
        this.frequencies = frequencies;
        this.quality = quality;
    }

    /** The hash of the picture as it is, with its quality and how many of its bits are fragile. */
    public PdqResult result() {
        float median = median(frequencies);
        int near = 0;
        for (float frequency : frequencies) {
            if (Math.abs(frequency - median) < TOUCH) {
                near++;
            }
        }
        return new PdqResult(bits(frequencies, median), quality, Math.max(0, near - 1));
    }

    /** The hash of the picture turned or mirrored. Its quality is that of the picture. */
    public Pdq hash(Dihedral position) {
        float[] turned = position.of(frequencies, SIDE);
        return bits(turned, median(turned));
    }

    /** The hashes in all eight positions. */
    public Map<Dihedral, Pdq> hashes() {
        Map<Dihedral, Pdq> hashes = new EnumMap<>(Dihedral.class);
        for (Dihedral position : Dihedral.values()) {
            hashes.put(position, hash(position));
        }
        return hashes;
    }

    private static float median(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2 - 1];
    }

    private static Pdq bits(float[] values, float median) {
        long[] words = new long[values.length / Long.SIZE];
        for (int bit = 0; bit < values.length; bit++) {
            if (values[bit] > median) {
                words[bit / Long.SIZE] |= 1L << bit;
            }
        }
        return new Pdq(words[3], words[2], words[1], words[0]);
    }
}

package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdqHasherTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 5000", "5000, 1", "2, 3", "63, 65", "64, 64", "128, 129", "257, 1000"})
    void everySizeHasAHash(int width, int height) {
        PdqResult result = PdqHasher.hash(new Luma(width, height, noise(width, height, 1)));

        assertThat(result.quality()).isBetween(0, 100);
        assertThat(bits(result.hash())).isLessThanOrEqualTo(128);
    }

    @Test
    void aPictureOfDetailSetsHalfOfTheBits() {
        PdqResult result = PdqHasher.hash(new Luma(200, 150, noise(200, 150, 2)));

        assertThat(bits(result.hash())).isEqualTo(128);
        assertThat(result.quality()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 100, 255})
    void aFlatPictureHasNoQuality(float grey) {
        float[] values = new float[300 * 200];
        Arrays.fill(values, grey);

        assertThat(PdqHasher.hash(new Luma(300, 200, values)).quality()).isZero();
    }

    /** A ramp of 0 to 255 has 63 differences of 4 in each of 64 rows: one whole step each, 4032 / 90 points. */
    @Test
    void qualityCountsWholeSteps() {
        float[] values = new float[64 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = 255f * (i % 64) / 63;
        }

        assertThat(PdqHasher.hash(new Luma(64, 64, values)).quality()).isEqualTo(4032 / 90);
    }

    @Test
    void theKindOfPixelsDoesNotMatter() {
        int width = 90;
        int height = 70;
        byte[] grey = new byte[width * height];
        new Random(3).nextBytes(grey);
        byte[] rgb = new byte[3 * grey.length];
        int[] packed = new int[grey.length];
        float[] values = new float[grey.length];
        for (int i = 0; i < grey.length; i++) {
            int value = grey[i] & 0xff;
            rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = grey[i];
            packed[i] = 0x7f000000 | value * 0x010101;
            values[i] = value;
        }
        PdqResult expected = PdqHasher.hash(new Luma(width, height, values));

        assertThat(PdqHasher.hash(Luma.ofGrey(width, height, grey))).isEqualTo(expected);
        assertThat(PdqHasher.hash(Luma.ofRgb(width, height, rgb))).isEqualTo(expected);
        assertThat(PdqHasher.hash(Luma.ofPackedRgb(width, height, packed))).isEqualTo(expected);
        assertThat(PdqHasher.hash(
                        Luma.ofRows(width, height, (y, into) -> System.arraycopy(values, y * width, into, 0, width))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"255, 0, 0, 76.245", "0, 255, 0, 149.685", "0, 0, 255, 29.07", "255, 255, 255, 255", "0, 0, 0, 0"})
    void coloursWeighAsTheEyeSeesThem(int red, int green, int blue, float luma) {
        float[] row = new float[1];
        Luma.ofRgb(1, 1, new byte[] {(byte) red, (byte) green, (byte) blue}).row(0, row);

        assertThat(row[0]).isCloseTo(luma, within(0.001f));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "1, 0, 0", "-1, -1, 1", "2, 2, 3", "2, 2, 5", "65536, 65536, 0"})
    void pixelsMustBeAsManyAsTheSizeSays(int width, int height, int pixels) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Luma(width, height, new float[pixels]));
        assertThatIllegalArgumentException().isThrownBy(() -> Luma.ofGrey(width, height, new byte[pixels]));
        assertThatIllegalArgumentException().isThrownBy(() -> Luma.ofRgb(width, height, new byte[3 * pixels]));
        assertThatIllegalArgumentException().isThrownBy(() -> Luma.ofPackedRgb(width, height, new int[pixels]));
    }

    @Property(tries = 300)
    void theRunningMeanIsTheMeanOfEachWindow(@ForAll long seed, @ForAll @IntRange(min = 1, max = 2000) int side) {
        float[] in = noise(side, 1, seed);
        BoxFilter filter = BoxFilter.forSide(side);
        float[] along = new float[side];
        filter.alongRow(in, along, side);
        float[] down = new float[side];
        int[] row = {0};
        ColumnBoxes columns = new ColumnBoxes(filter, 1, side, mean -> down[row[0]++] = mean[0]);
        for (float value : in) {
            columns.next()[0] = value;
            columns.feed();
        }

        assertThat(row[0]).isEqualTo(side);
        assertThat(filter.window()).isEqualTo((side + 127) / 128);
        for (int o = 0; o < side; o++) {
            assertThat(along[o]).isCloseTo(mean(in, o - filter.behind(), o + filter.ahead()), within(0.02f));
            assertThat(down[o]).isEqualTo(along[o]);
        }
    }

    private static float mean(float[] in, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = Math.max(0, from); i <= Math.min(in.length - 1, to); i++) {
            sum += in[i];
            count++;
        }
        return (float) (sum / count);
    }

    private static float[] noise(int width, int height, long seed) {
        Random random = new Random(seed);
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(256);
        }
        return values;
    }

    private static int bits(Pdq hash) {
        return hash.distance(new Pdq(0, 0, 0, 0));
    }
}

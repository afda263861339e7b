package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdqOperatorTest {
    @Property(tries = 150)
    void theBlockIsThatOfTheFourPasses(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 700) int width,
            @ForAll @IntRange(min = 1, max = 700) int height) {
        Luma luma = new Luma(width, height, noise(width * height, seed));

        assertNearlyEqual(PdqOperator.block(luma, new Reduction(width, height, 1)), PdqBlock.of(luma));
    }

    /** Of a picture made of squares of one colour the reduced one tells everything, so nothing may be lost. */
    @Property(tries = 100)
    void aPixelOfAReducedPictureStandsForASquare(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 500) int width,
            @ForAll @IntRange(min = 1, max = 500) int height,
            @ForAll @IntRange(max = 3) int halvings) {
        Reduction reduction = new Reduction(width, height, 1 << halvings);
        int reducedWidth = reduction.reducedWidth();
        float[] small = noise(reducedWidth * reduction.reducedHeight(), seed);
        Luma whole = Luma.ofRows(width, height, (y, into) -> {
            for (int x = 0; x < width; x++) {
                into[x] = small[(y >> halvings) * reducedWidth + (x >> halvings)];
            }
        });

        assertNearlyEqual(
                PdqOperator.block(new Luma(reducedWidth, reduction.reducedHeight(), small), reduction),
                PdqBlock.of(whole));
    }

    @ParameterizedTest
    @CsvSource({
        "640, 480, 1",
        "1920, 1080, 4",
        "4000, 3000, 8",
        "512, 512, 2",
        "511, 4000, 1",
        "10, 10, 1",
        "2048, 100000, 8"
    })
    void theStrongestReductionLeaves256PixelsOfTheShorterSide(int width, int height, int divisor) {
        assertThat(Reduction.strongestFor(width, height)).isEqualTo(new Reduction(width, height, divisor));
    }

    @ParameterizedTest
    @CsvSource({"1000, 8, 125", "1001, 8, 126", "1007, 2, 504", "3, 8, 1", "7, 1, 7"})
    void reducedSidesAreRoundedUp(int side, int divisor, int reduced) {
        assertThat(new Reduction(side, 1, divisor).reducedWidth()).isEqualTo(reduced);
        assertThat(new Reduction(1, side, divisor).reducedHeight()).isEqualTo(reduced);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "8, 8, 0", "8, 8, 3", "8, 8, 16", "8, 8, -8"})
    void otherReductionsAreRefused(int width, int height, int divisor) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Reduction(width, height, divisor));
    }

    @ParameterizedTest
    @CsvSource({"100, 50, 2", "50, 100, 1", "51, 51, 2"})
    void aPictureOfAnotherSizeThanTheReductionLeavesIsRefused(int width, int height, int divisor) {
        Luma luma = new Luma(50, 50, new float[2500]);
        Reduction reduction = new Reduction(width, height, divisor);

        assertThatIllegalArgumentException().isThrownBy(() -> PdqHasher.hashReduced(luma, reduction));
    }

    private static void assertNearlyEqual(PdqBlock actual, PdqBlock expected) {
        for (int y = 0; y < PdqBlock.SIDE; y++) {
            for (int x = 0; x < PdqBlock.SIDE; x++) {
                assertThat(actual.rows()[y][x]).isCloseTo(expected.rows()[y][x], within(0.02f));
            }
        }
    }

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(256);
        }
        return values;
    }
}

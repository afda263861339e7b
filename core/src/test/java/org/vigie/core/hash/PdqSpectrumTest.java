package org.vigie.core.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PdqSpectrumTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 960;

    /** From the pixels, turned one by one, comes what the frequencies of the original say. */
    @ParameterizedTest
    @EnumSource(Dihedral.class)
    void aPositionIsTheHashOfTheTurnedPixels(Dihedral position) {
        float[][] picture = shapes(7);
        Pdq turned = PdqHasher.hash(luma(turned(picture, position))).hash();

        assertThat(PdqHasher.spectrum(luma(picture)).hash(position).distance(turned))
                .isLessThanOrEqualTo(10);
    }

    @Test
    void theOriginalIsOneOfThePositions() {
        PdqSpectrum spectrum = PdqHasher.spectrum(luma(shapes(8)));

        assertThat(spectrum.hashes())
                .hasSize(8)
                .containsEntry(Dihedral.ORIGINAL, spectrum.result().hash());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aPictureOfShapesIsWellConditioned(long seed) {
        PdqResult result = PdqHasher.hash(luma(shapes(seed)));

        assertThat(result.quality()).isEqualTo(100);
        assertThat(result.isIllConditioned())
                .as("%d fragile bits", result.fragileBits())
                .isFalse();
    }

    /** One flat texture: rich in detail by the quality, but its low frequencies are chance. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aTextureIsIllConditionedWhateverItsQuality(long seed) {
        PdqResult result = PdqHasher.hash(luma(texture(seed)));

        assertThat(result.quality()).isEqualTo(100);
        assertThat(result.isIllConditioned())
                .as("%d fragile bits", result.fragileBits())
                .isTrue();
    }

    @Test
    void aFlatPictureIsFragileThroughout() {
        assertThat(PdqHasher.hash(luma(new float[HEIGHT][WIDTH])).fragileBits()).isEqualTo(255);
    }

    @Test
    void smallPicturesAreNotShrunkAndGreatOnesToASquare() {
        Luma small = new Luma(512, 40, new float[512 * 40]);
        Luma great = new Luma(513, 40, new float[513 * 40]);

        assertThat(small.shrunkToSquare(512)).isSameAs(small);
        assertThat(great.shrunkToSquare(512).width()).isEqualTo(512);
        assertThat(great.shrunkToSquare(512).height()).isEqualTo(512);
    }

    /** Every so-manieth pixel, the first among them. */
    @Test
    void shrinkingTakesSinglePixels() {
        float[] values = new float[1024 * 600];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 1024 + i / 1024;
        }
        float[] row = new float[512];
        new Luma(1024, 600, values).shrunkToSquare(512).row(511, row);

        assertThat(row[0]).isEqualTo(598);
        assertThat(row[511]).isEqualTo(1022 + 598);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void fragileBitsHaveARange(int bits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PdqResult(new Pdq(1, 2, 3, 4), 50, bits));
    }

    private static float[][] shapes(long seed) {
        Random random = new Random(seed);
        float[][] picture = new float[HEIGHT][WIDTH];
        for (int shape = 0; shape < 40; shape++) {
            float light = random.nextInt(256);
            int left = random.nextInt(WIDTH);
            int top = random.nextInt(HEIGHT);
            int right = Math.min(WIDTH, left + 40 + random.nextInt(480));
            int bottom = Math.min(HEIGHT, top + 40 + random.nextInt(360));
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    picture[y][x] = light;
                }
            }
        }
        return picture;
    }

    /** Stripes too fine for the lowest frequencies, which the block of 64 still shows. */
    private static float[][] texture(long seed) {
        Random random = new Random(seed);
        float[][] picture = new float[HEIGHT][WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double wave = Math.sin(2 * Math.PI * x * 27 / WIDTH) * Math.sin(2 * Math.PI * y * 25 / HEIGHT);
                picture[y][x] = (float) (128 + 90 * wave + random.nextInt(5));
            }
        }
        return picture;
    }

    private static float[][] turned(float[][] picture, Dihedral position) {
        int height = picture.length;
        int width = picture[0].length;
        boolean isUpright = switch (position) {
            case ORIGINAL, ROTATED_180, FLIPPED_X, FLIPPED_Y -> true;
            case ROTATED_90, ROTATED_270, FLIPPED_PLUS, FLIPPED_MINUS -> false;
        };
        float[][] turned = isUpright ? new float[height][width] : new float[width][height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int up = height - 1 - y;
                int left = width - 1 - x;
                switch (position) {
                    case ORIGINAL -> turned[y][x] = picture[y][x];
                    case ROTATED_90 -> turned[left][y] = picture[y][x];
                    case ROTATED_180 -> turned[up][left] = picture[y][x];
                    case ROTATED_270 -> turned[x][up] = picture[y][x];
                    case FLIPPED_X -> turned[up][x] = picture[y][x];
                    case FLIPPED_Y -> turned[y][left] = picture[y][x];
                    case FLIPPED_PLUS -> turned[x][y] = picture[y][x];
                    case FLIPPED_MINUS -> turned[left][up] = picture[y][x];
                }
            }
        }
        return turned;
    }

    private static Luma luma(float[][] rows) {
        return Luma.ofRows(
                rows[0].length, rows.length, (y, into) -> System.arraycopy(rows[y], 0, into, 0, rows[y].length));
    }
}

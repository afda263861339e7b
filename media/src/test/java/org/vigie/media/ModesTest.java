package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.core.hash.Dihedral;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;
import org.vigie.media.decode.DecodeMode;

/** Beyond the canonical hash of the first frame: other modes, other positions, other frames. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModesTest {
    /** What a fast hash may be away from the canonical one. */
    private static final int REDUCED_MAX = 4;

    private static final int DECODER_MAX = 2;

    private Path scratch = Path.of("");

    private MediaHasher hasher = MediaHasher.open(
            MediaHasher.Settings.in(Path.of("")), List.of(), org.vigie.media.decode.DecoderName.IMAGEIO);

    @BeforeAll
    void open(@TempDir Path folder) {
        scratch = folder;
        hasher = MediaHasher.open(MediaHasher.Settings.in(scratch));
        assumeTrue(
                hasher.sandbox().level() != SandboxLevel.NONE,
                () -> "skipped, nothing is decoded here: " + hasher.sandbox().summary());
    }

    @AfterAll
    void close() {
        hasher.close();
    }

    private static Hashed hashed(Hashing hashing) {
        assertThat(hashing).isInstanceOf(Hashed.class);
        return (Hashed) hashing;
    }

    private static Luma luma(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        return Luma.ofPackedRgb(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
    }

    @ParameterizedTest
    @CsvSource({"31, 640, 480", "32, 1920, 1080", "33, 4000, 3000", "34, 3000, 600", "35, 517, 777", "36, 300, 200"})
    void theFastHashIsNearTheCanonicalOne(long seed, int width, int height) {
        BufferedImage picture = Pictures.landscape(seed, width, height);
        for (Pictures.Scans scans : Pictures.Scans.values()) {
            byte[] file = Pictures.jpeg(picture, 0.85f, scans);
            Hashed fast = hashed(hasher.in(DecodeMode.REDUCED).hash(file));
            assertThat(fast.mode()).isEqualTo("reduced");
            assertThat(fast.width()).isEqualTo(width);
            assertThat(fast.height()).isEqualTo(height);
            assertThat(MediaHasherTest.pdq(fast).distance(MediaHasherTest.pdq(hasher.hash(file))))
                    .isLessThanOrEqualTo(REDUCED_MAX);
        }
    }

    @Test
    void fastIsSafeForGreyAndForOtherFormats() {
        BufferedImage grey = Pictures.landscape(37, 800, 600, BufferedImage.TYPE_BYTE_GRAY);
        for (byte[] file : List.of(
                Pictures.jpeg(grey, 0.9f, Pictures.Scans.BASELINE),
                Pictures.encode(grey, "png"),
                Pictures.encode(Pictures.landscape(38, 800, 600), "bmp"))) {
            Hashing fast = hasher.in(DecodeMode.REDUCED).hash(file);
            assertThat(MediaHasherTest.pdq(fast).distance(MediaHasherTest.pdq(hasher.hash(file))))
                    .isLessThanOrEqualTo(DECODER_MAX);
        }
    }

    @Test
    void of512PixelsIsWhatTheHasherSaysOfThem() {
        BufferedImage picture = Pictures.landscape(39, 1200, 900);
        Hashed hashed = hashed(hasher.in(DecodeMode.FIRST_512).hash(Pictures.encode(picture, "png")));
        assertThat(hashed.mode()).isEqualTo("512-first");
        assertThat(hashed.firstFrame().pdq())
                .isEqualTo(PdqHasher.spectrumOf512(luma(picture)).result());
    }

    @Test
    void greyIsNotMadeLighterForTheReferenceInCpp() {
        BufferedImage picture = Pictures.landscape(40, 300, 200, BufferedImage.TYPE_BYTE_GRAY);
        byte[] samples = ((java.awt.image.DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        Pdq expected = PdqHasher.hash(Luma.ofGrey(300, 200, samples)).hash();
        assertThat(MediaHasherTest.pdq(hasher.in(DecodeMode.FIRST_512).hash(Pictures.encode(picture, "png"))))
                .isEqualTo(expected);
    }

    @Test
    void allPositionsComeWithTheHash() {
        BufferedImage picture = Pictures.landscape(41, 400, 300);
        FrameHash frame = hashed(hasher.hash(Pictures.encode(picture, "png"))).firstFrame();
        assertThat(frame.positions())
                .isEqualTo(PdqHasher.spectrum(luma(picture)).hashes());
        assertThat(frame.positions().get(Dihedral.ORIGINAL))
                .isEqualTo(frame.pdq().hash());
    }

    @Test
    void theOrientationIsNotedAndNotApplied() {
        byte[] plain = Pictures.jpeg(42, 400, 300);
        byte[] turned = Pictures.withOrientation(plain, 6);
        Hashed hashed = hashed(hasher.hash(turned));
        assertThat(hashed.orientation()).isEqualTo(6);
        assertThat(hashed.shown()).isEqualTo(Dihedral.ROTATED_270);
        assertThat(hashed.width()).isEqualTo(400);
        assertThat(MediaHasherTest.pdq(hashed)).isEqualTo(MediaHasherTest.pdq(hasher.hash(plain)));
        assertThat(hashed(hasher.hash(plain)).shown()).isEqualTo(Dihedral.ORIGINAL);
    }

    @Test
    void framesOfAnAnimationAreHashedAsTheyAreSeen() {
        BufferedImage first = Pictures.landscape(43, 320, 240);
        BufferedImage patch = Pictures.landscape(44, 160, 120);
        BufferedImage last = Pictures.landscape(45, 320, 240);
        byte[] file = Animations.gif(List.of(
                Animations.Frame.whole(first),
                new Animations.Frame(patch, 40, 30, "restoreToPrevious"),
                new Animations.Frame(patch, 0, 0, "doNotDispose"),
                Animations.Frame.whole(last)));
        List<FrameHash> frames = hashed(hasher.hash(file)).frames();
        assertThat(frames.stream().map(FrameHash::number)).containsExactly(0, 1, 2, 3);
        assertNear(frames.get(0), first);
        assertNear(frames.get(1), drawn(first, patch, 40, 30));
        assertNear(frames.get(2), drawn(first, patch, 0, 0));
        assertNear(frames.get(3), last);
    }

    @Test
    void ofALongAnimationSomeFramesAreHashed() {
        List<Animations.Frame> frames = IntStream.range(0, 40)
                .mapToObj(n -> Animations.Frame.whole(Pictures.landscape(n, 80, 60)))
                .toList();
        List<FrameHash> hashed = hashed(hasher.hash(Animations.gif(frames))).frames();
        assertThat(hashed).hasSize(MediaLimits.DEFAULT.framesPerPicture());
        assertThat(hashed.getFirst().number()).isZero();
        assertThat(hashed.getLast().number()).isEqualTo(39);
    }

    private static BufferedImage drawn(BufferedImage ground, BufferedImage patch, int left, int top) {
        BufferedImage both = new BufferedImage(ground.getWidth(), ground.getHeight(), BufferedImage.TYPE_INT_RGB);
        both.createGraphics().drawImage(ground, 0, 0, null);
        both.createGraphics().drawImage(patch, left, top, null);
        return both;
    }

    /** A GIF has 256 colours a frame: its hash is near that of the picture, not equal. */
    private static void assertNear(FrameHash frame, BufferedImage picture) {
        assertThat(frame.pdq().hash().distance(PdqHasher.hash(luma(picture)).hash()))
                .isLessThanOrEqualTo(16);
    }
}

package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaHasherTest {
    private static final Set<UndecodableReason> OF_THE_PICTURE = EnumSet.of(
            UndecodableReason.NOT_A_PICTURE,
            UndecodableReason.TRUNCATED,
            UndecodableReason.CORRUPT,
            UndecodableReason.UNSUPPORTED_FORMAT,
            UndecodableReason.TOO_MANY_PIXELS,
            UndecodableReason.OUT_OF_MEMORY);

    private Path scratch = Path.of("");

    private MediaHasher hasher = MediaHasherTest.none();

    private static MediaHasher none() {
        return MediaHasher.open(
                MediaHasher.Settings.in(Path.of("")), List.of(), org.vigie.media.decode.DecoderName.IMAGEIO);
    }

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

    private static Undecodable undecodable(Hashing hashing) {
        assertThat(hashing).isInstanceOf(Undecodable.class);
        return (Undecodable) hashing;
    }

    private static Hashed hashed(Hashing hashing) {
        assertThat(hashing).isInstanceOf(Hashed.class);
        return (Hashed) hashing;
    }

    static Pdq pdq(Hashing hashing) {
        Pdq pdq = hashing.hashes().pdq();
        assertThat(pdq).as("%s", hashing).isNotNull();
        return pdq == null ? new Pdq(0, 0, 0, 0) : pdq;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Encoded(String name, String mime, byte[] bytes, int tolerance) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final BufferedImage PICTURE = Pictures.landscape(5, 333, 251);

    static Stream<Encoded> encoded() {
        BufferedImage alpha = Pictures.landscape(5, 333, 251, BufferedImage.TYPE_INT_ARGB);
        BufferedImage bgr = Pictures.landscape(5, 333, 251, BufferedImage.TYPE_3BYTE_BGR);
        return Stream.of(
                new Encoded("png", "image/png", Pictures.encode(PICTURE, "png"), 0),
                new Encoded("png with alpha", "image/png", Pictures.encode(alpha, "png"), 0),
                new Encoded("bmp", "image/bmp", Pictures.encode(bgr, "bmp"), 0),
                new Encoded("tiff", "image/tiff", Pictures.encode(bgr, "tiff"), 0),
                new Encoded("jpeg", "image/jpeg", Pictures.jpeg(PICTURE, 0.95f, Pictures.Scans.BASELINE), 4),
                new Encoded("jpeg, poor", "image/jpeg", Pictures.jpeg(PICTURE, 0.5f, Pictures.Scans.BASELINE), 8),
                new Encoded(
                        "jpeg, progressive",
                        "image/jpeg",
                        Pictures.jpeg(PICTURE, 0.95f, Pictures.Scans.PROGRESSIVE),
                        4),
                new Encoded("gif", "image/gif", Pictures.encode(PICTURE, "gif"), 16));
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void everyFormatGivesTheHashOfItsPixels(Encoded file) {
        int[] pixels = PICTURE.getRGB(0, 0, 333, 251, null, 0, 333);
        Pdq expected = PdqHasher.hash(Luma.ofPackedRgb(333, 251, pixels)).hash();
        Hashed hashed = hashed(hasher.hash(file.bytes()));
        assertThat(hashed.mime()).isEqualTo(file.mime());
        assertThat(hashed.width()).isEqualTo(333);
        assertThat(hashed.height()).isEqualTo(251);
        assertThat(hashed.mode()).isEqualTo("full-resolution");
        assertThat(hashed.hashes().pdqQuality()).isGreaterThanOrEqualTo(Pdq.QUALITY_MIN);
        assertThat(pdq(hashed).distance(expected)).isLessThanOrEqualTo(file.tolerance());
    }

    static Stream<Integer> greyTypes() {
        return Stream.of(BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_BYTE_BINARY);
    }

    /** As the reference in Java, which asks for the pixels of any picture as red, green and blue. */
    @ParameterizedTest
    @MethodSource("greyTypes")
    void greyPicturesHashAsInTheReference(int type) {
        BufferedImage grey = Pictures.landscape(6, 200, 150, type);
        int[] pixels = grey.getRGB(0, 0, 200, 150, null, 0, 200);
        Pdq expected = PdqHasher.hash(Luma.ofPackedRgb(200, 150, pixels)).hash();
        assertThat(pdq(hasher.hash(Pictures.encode(grey, "png"))).distance(expected))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void bothDecodersTakeGreyJpegAlike() {
        byte[] file = Pictures.jpeg(
                Pictures.landscape(7, 200, 150, BufferedImage.TYPE_BYTE_GRAY), 0.9f, Pictures.Scans.BASELINE);
        try (MediaHasher imageIo = MediaHasher.open(
                MediaHasher.Settings.in(scratch),
                org.vigie.media.sandbox.Confinement.bestFirst(),
                org.vigie.media.decode.DecoderName.IMAGEIO)) {
            assertThat(pdq(imageIo.hash(file)).distance(pdq(hasher.hash(file)))).isLessThanOrEqualTo(2);
        }
    }

    /** Hashes that are not those of the bytes show whether they were computed again. */
    @Test
    void hashesThatTheCallerHasAreNotComputedAgain() {
        MediaHashes given = Digests.of(new byte[] {1, 2, 3});
        Hashed hashed = hashed(hasher.hash(Pictures.WEBP, given));
        assertThat(hashed.hashes().exact()).isEqualTo(given.exact());
        assertThat(hasher.hash(new byte[] {4}, given).hashes().exact()).isEqualTo(given.exact());
        assertThat(hasher.hash(Pictures.WEBP).hashes().exact())
                .isEqualTo(Digests.of(Pictures.WEBP).exact());
    }

    @Test
    void webpIsDecoded() {
        Hashed hashed = hashed(hasher.hash(Pictures.WEBP));
        assertThat(hashed.mime()).isEqualTo("image/webp");
        assertThat(hashed.width()).isEqualTo(1);
        assertThat(hashed.hashes().pdqQuality()).isZero();
    }

    @Test
    void webpAvifAndHeicShowTheSamePicture() {
        Pdq lossless = pdq(hasher.hash(Pictures.WEBP_LOSSLESS));
        for (byte[] file : List.of(Pictures.WEBP_LOSSY, Pictures.AVIF, Pictures.HEIC)) {
            Hashed hashed = hashed(hasher.hash(file));
            assertThat(hashed.decoder()).isEqualTo("ffmpeg");
            assertThat(hashed.width()).isEqualTo(48);
            assertThat(hashed.height()).isEqualTo(32);
            assertThat(pdq(hashed).distance(lossless)).as(hashed.mime()).isLessThanOrEqualTo(Pdq.RADIUS);
        }
    }

    /** Files that kept another decoder busy for half a minute. */
    @Test
    void brokenWebpIsRefusedAtOnce() {
        for (int seed : List.of(7037, 7955)) {
            assertThat(undecodable(hasher.hash(Pictures.mutated(Pictures.WEBP_LOSSLESS, seed)))
                            .reason())
                    .isIn(UndecodableReason.CORRUPT, UndecodableReason.TRUNCATED);
        }
        assertThat(undecodable(hasher.hash(Pictures.mutated(Pictures.WEBP, 8403)))
                        .reason())
                .isEqualTo(UndecodableReason.CORRUPT);
    }

    @Test
    void cryptographicHashesAreThoseOfTheBytes() {
        Hashing hashing = hasher.hash("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(hashing.hashes().exact().stream().map(HashValue::toString))
                .containsExactly(
                        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
                        "md5:900150983cd24fb0d6963f7d28e17f72");
        assertThat(undecodable(hashing).reason()).isEqualTo(UndecodableReason.NOT_A_PICTURE);
    }

    @Test
    void svgIsNeverRendered() {
        byte[] svg = "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>".getBytes(StandardCharsets.UTF_8);
        assertThat(undecodable(hasher.hash(svg)).reason()).isEqualTo(UndecodableReason.UNSUPPORTED_FORMAT);
    }

    @Test
    void halfAFileIsTruncated() {
        for (Encoded file : encoded().toList()) {
            byte[] half = Arrays.copyOf(file.bytes(), file.bytes().length / 2);
            assertThat(undecodable(hasher.hash(half)).reason())
                    .as(file.name())
                    .isIn(UndecodableReason.TRUNCATED, UndecodableReason.CORRUPT);
        }
    }

    @Test
    void aJpegWithoutItsEndMarkerIsComplete() {
        byte[] whole = Pictures.jpeg(8, 200, 150);
        Hashing cut = hasher.hash(Arrays.copyOf(whole, whole.length - 2));
        assertThat(pdq(cut)).isEqualTo(pdq(hasher.hash(whole)));
    }

    @Test
    void bombsAreStoppedByTheirHeader() {
        for (byte[] bomb : List.of(
                Pictures.headerOnlyPng(65_535, 65_535),
                Pictures.headerOnlyPng(Integer.MAX_VALUE, Integer.MAX_VALUE),
                Pictures.blackPng(20_000, 20_000))) {
            assertThat(undecodable(hasher.hash(bomb)).reason()).isEqualTo(UndecodableReason.TOO_MANY_PIXELS);
        }
    }

    @Test
    void aHundredMegabytesAreNotDecoded() {
        byte[] file = Arrays.copyOf(Pictures.jpeg(9, 64, 64), 100 << 20);
        Undecodable large = undecodable(hasher.hash(file));
        assertThat(large.reason()).isEqualTo(UndecodableReason.TOO_MANY_BYTES);
        assertThat(large.mime()).isEqualTo("image/jpeg");
    }

    @Test
    void garbageBehindEveryMagicNumberIsUndecodable() {
        Random random = new Random(11);
        for (Encoded file : encoded().toList()) {
            byte[] garbage = new byte[4096];
            random.nextBytes(garbage);
            System.arraycopy(file.bytes(), 0, garbage, 0, 32);
            assertThat(undecodable(hasher.hash(garbage)).reason())
                    .as(file.name())
                    .isIn(OF_THE_PICTURE);
        }
    }

    @Test
    void aBrokenPictureLeavesNothingBehindForTheNext() {
        byte[] good = Pictures.jpeg(15, 160, 120);
        Pdq expected = pdq(hasher.hash(good));
        for (int seed = 0; seed < 200; seed++) {
            assertThat(hasher.hash(Pictures.mutated(good, seed))).isNotNull();
            assertThat(pdq(hasher.hash(good))).as("after mutant %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void manyThreadsShareAFewWorkers() throws InterruptedException {
        byte[] file = Pictures.jpeg(13, 320, 240);
        Pdq expected = pdq(hasher.hash(file));
        List<Thread> threads = IntStream.range(0, 50)
                .mapToObj(n -> Thread.ofVirtual().unstarted(() -> {
                    if (pdq(hasher.hash(file)).equals(expected)) {
                        agreed.incrementAndGet();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(agreed.get()).isEqualTo(50);
        WorkerPool pool = hasher.pool();
        assertThat(pool == null ? 0 : pool.alive().size())
                .isBetween(1, Runtime.getRuntime().availableProcessors());
    }

    private final java.util.concurrent.atomic.AtomicInteger agreed = new java.util.concurrent.atomic.AtomicInteger();

    @Test
    void withoutASandboxNothingIsDecodedUnlessTheCallerAllowsIt() {
        byte[] file = Pictures.jpeg(14, 64, 64);
        try (MediaHasher strict = none()) {
            assertThat(strict.sandbox().level()).isEqualTo(SandboxLevel.NONE);
            assertThat(undecodable(strict.hash(file)).reason()).isEqualTo(UndecodableReason.SANDBOX_UNAVAILABLE);
        }
        MediaHasher.Settings lax = MediaHasher.Settings.in(scratch).allowingUnsandboxed();
        try (MediaHasher allowed = MediaHasher.open(lax, List.of(), org.vigie.media.decode.DecoderName.TURBOJPEG)) {
            assertThat(allowed.sandbox().level()).isEqualTo(SandboxLevel.NONE);
            assertThat(pdq(allowed.hash(file))).isEqualTo(pdq(hasher.hash(file)));
        }
    }
}

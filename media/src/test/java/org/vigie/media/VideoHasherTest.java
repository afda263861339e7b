package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.hash.Luma;
import org.vigie.core.hash.Pdq;
import org.vigie.core.hash.PdqHasher;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoHasherTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int PER_SECOND = 10;
    private static final int FRAMES = 30;

    private static final Set<UndecodableReason> OF_THE_VIDEO = EnumSet.of(
            UndecodableReason.NOT_A_VIDEO,
            UndecodableReason.TRUNCATED,
            UndecodableReason.CORRUPT,
            UndecodableReason.UNSUPPORTED_FORMAT,
            UndecodableReason.TOO_MANY_PIXELS,
            UndecodableReason.TOO_LONG,
            UndecodableReason.OUT_OF_MEMORY);

    private static final List<byte[]> PICTURES = Videos.pictures(70, FRAMES, WIDTH, HEIGHT);
    private static final byte[] VIDEO = Videos.avi(PICTURES, WIDTH, HEIGHT, PER_SECOND);

    @TempDir
    private static Path scratch = Path.of("");

    private VideoHasher hasher = none();

    static VideoHasher none() {
        return VideoHasher.open(new VideoHasher.Settings(Path.of(""), VideoLimits.DEFAULT, 1, false), List.of());
    }

    @BeforeAll
    void open() {
        hasher = open(VideoLimits.DEFAULT);
    }

    private VideoHasher open(VideoLimits limits) {
        VideoHasher opened = VideoHasher.open(new VideoHasher.Settings(scratch, limits, 2, false));
        assumeTrue(
                opened.sandbox().level() != SandboxLevel.NONE,
                () -> "skipped, no video is decoded here: " + opened.sandbox().summary());
        return opened;
    }

    @AfterAll
    void close() {
        hasher.close();
    }

    private VideoHashing hash(byte[] video) {
        return hash(hasher, video, FramePick.EVERY);
    }

    private static VideoHashing hash(VideoHasher hasher, byte[] video, FramePick pick) {
        try {
            return hasher.hash(VideoSource.of(video), pick);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static HashedVideo hashed(VideoHashing hashing) {
        assertThat(hashing).isInstanceOf(HashedVideo.class);
        return (HashedVideo) hashing;
    }

    private static UndecodableReason reason(VideoHashing hashing) {
        assertThat(hashing).isInstanceOf(UndecodableVideo.class);
        return ((UndecodableVideo) hashing).reason();
    }

    private static Pdq ofPicture(byte[] jpeg) throws IOException {
        var picture = ImageIO.read(new ByteArrayInputStream(jpeg));
        int[] pixels = picture.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH);
        return PdqHasher.hash(Luma.ofPackedRgb(WIDTH, HEIGHT, pixels)).hash();
    }

    @Test
    void eachFrameHasTheHashOfItsPicture() throws IOException {
        HashedVideo video = hashed(hash(VIDEO));
        assertThat(video.mime()).isEqualTo("video/x-msvideo");
        assertThat(video.width()).isEqualTo(WIDTH);
        assertThat(video.height()).isEqualTo(HEIGHT);
        assertThat(video.decoded()).isEqualTo(FRAMES);
        assertThat(video.damaged()).isZero();
        assertThat(video.cut()).isNull();
        assertThat(video.frames()).hasSize(FRAMES);
        for (VideoFrame frame : video.frames()) {
            Pdq expected = ofPicture(PICTURES.get(frame.frame()));
            assertThat(frame.pdq().distance(expected)).as("%s", frame).isLessThanOrEqualTo(6);
            assertThat(frame.seconds()).isEqualTo((double) frame.frame() / PER_SECOND);
        }
    }

    @Test
    void aRateLeavesFramesOut() {
        HashedVideo video = hashed(hash(hasher, VIDEO, FramePick.perSecond(2)));
        assertThat(video.frames().stream().map(VideoFrame::frame)).containsExactly(0, 5, 10, 15, 20, 25);
        assertThat(video.decoded()).isEqualTo(FRAMES);
    }

    @Test
    void halfAVideoIsHashedAndNotCalledWhole() {
        HashedVideo video = hashed(hash(Arrays.copyOf(VIDEO, VIDEO.length / 2)));
        assertThat(video.frames().size()).isBetween(FRAMES / 2 - 4, FRAMES / 2 + 2);
        assertThat(video.cut()).isIn(UndecodableReason.TRUNCATED, UndecodableReason.CORRUPT);
    }

    @Test
    void whatIsNoVideoIsNotGivenToTheDecoder() {
        assertThat(hash("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new UndecodableVideo("application/octet-stream", UndecodableReason.NOT_A_VIDEO));
        assertThat(hash(PICTURES.getFirst()))
                .isEqualTo(new UndecodableVideo("image/jpeg", UndecodableReason.NOT_A_VIDEO));
        assertThat(reason(hash(new byte[0]))).isEqualTo(UndecodableReason.NOT_A_VIDEO);
    }

    @Test
    void garbageBehindTheBeginningOfAVideoSaysWhy() {
        byte[] garbage = new byte[40_000];
        new java.util.Random(5).nextBytes(garbage);
        for (byte[] start : List.of(
                Arrays.copyOf(VIDEO, 300),
                "\0\0\0\u0018ftypisom".getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3})) {
            System.arraycopy(start, 0, garbage, 0, start.length);
            assertThat(reason(hash(garbage))).isIn(OF_THE_VIDEO);
        }
    }

    @Test
    void mutantsAreHashedOrSayWhyAndNeverEndAProcess() {
        byte[] small = Videos.avi(PICTURES.subList(0, 6), WIDTH, HEIGHT, PER_SECOND);
        int mutants = Integer.getInteger("vigie.mutants", 1_000) / 100;
        List<VideoHashing> results = IntStream.range(0, mutants)
                .parallel()
                .mapToObj(seed -> hash(Pictures.mutated(small, seed)))
                .toList();
        assertThat(results)
                .allMatch(result -> result instanceof HashedVideo
                        || (result instanceof UndecodableVideo bad && OF_THE_VIDEO.contains(bad.reason())));
    }

    private static VideoLimits limits(long pixels, int frames, Duration duration, Duration wallTime) {
        VideoLimits usual = VideoLimits.DEFAULT;
        return new VideoLimits(
                VIDEO.length,
                pixels,
                frames,
                duration,
                wallTime,
                usual.startTime(),
                usual.memoryBytes(),
                usual.heapBytes());
    }

    @Test
    void eachLimitHasItsReason() {
        Duration usual = VideoLimits.DEFAULT.wallTime();
        try (VideoHasher small = open(limits(WIDTH * HEIGHT - 1, 100, usual, usual))) {
            assertThat(reason(hash(small, VIDEO, FramePick.EVERY))).isEqualTo(UndecodableReason.TOO_MANY_PIXELS);
            assertThat(reason(hash(small, Arrays.copyOf(VIDEO, VIDEO.length + 1), FramePick.EVERY)))
                    .isEqualTo(UndecodableReason.TOO_MANY_BYTES);
        }
        try (VideoHasher few = open(limits(WIDTH * HEIGHT, 7, Duration.ofSeconds(1), usual))) {
            HashedVideo video = hashed(hash(few, VIDEO, FramePick.EVERY));
            assertThat(video.frames()).hasSize(7);
            assertThat(video.cut()).isEqualTo(UndecodableReason.TOO_MANY_FRAMES);
            HashedVideo brief = hashed(hash(few, VIDEO, FramePick.perSecond(5)));
            assertThat(brief.frames()).hasSize(6);
            assertThat(brief.decoded()).isEqualTo(PER_SECOND + 1);
            assertThat(brief.cut()).isEqualTo(UndecodableReason.TOO_LONG);
        }
    }

    /** The first piece comes only after the process was ended for its time. */
    @Test
    void aVideoThatTakesTooLongIsGivenUp() {
        try (VideoHasher hurried = open(limits(WIDTH * HEIGHT, 100, Duration.ofHours(1), Duration.ofSeconds(2)))) {
            VideoSource slow = new Watched(
                    VideoSource.of(VIDEO),
                    () -> pool(hurried)
                            .alive()
                            .forEach(worker -> worker.handle()
                                    .onExit()
                                    .orTimeout(30, TimeUnit.SECONDS)
                                    .join()));
            assertThat(reason(hash(hurried, slow))).isEqualTo(UndecodableReason.TIMED_OUT);
        }
    }

    private static VideoHashing hash(VideoHasher hasher, VideoSource video) {
        try {
            return hasher.hash(video, FramePick.EVERY);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static WorkerPool pool(VideoHasher hasher) {
        return Objects.requireNonNull(hasher.pool());
    }

    @Test
    void aProcessThatDiesIsNotTheEnd() {
        VideoSource deadly = new Watched(
                VideoSource.of(VIDEO),
                () -> pool(hasher).alive().forEach(worker -> worker.handle().destroyForcibly()));
        assertThat(reason(hash(hasher, deadly))).isEqualTo(UndecodableReason.WORKER_CRASHED);
        assertThat(hash(VIDEO)).isInstanceOf(HashedVideo.class);
    }

    @Test
    void aSourceThatFailsIsTheCallersBusiness() {
        VideoSource failing = new VideoSource() {
            @Override
            public long bytes() {
                return VIDEO.length;
            }

            @Override
            public int read(long offset, byte[] into, int length) throws IOException {
                if (offset > 0) {
                    throw new IOException("the disk is gone");
                }
                System.arraycopy(VIDEO, 0, into, 0, length);
                return length;
            }
        };
        assertThatThrownBy(() -> hasher.hash(failing, FramePick.EVERY)).isInstanceOf(IOException.class);
    }

    @Test
    void theProcessStaysWithinItsMemory() {
        int side = 4000;
        byte[] jpeg = Pictures.jpeg(Pictures.landscape(3, side, side), 0.9f, Pictures.Scans.BASELINE);
        byte[] large = Videos.avi(java.util.Collections.nCopies(8, jpeg), side, side, PER_SECOND);
        AtomicLong most = new AtomicLong();
        VideoSource watched = new Watched(
                VideoSource.of(large),
                () -> most.accumulateAndGet(
                        pool(hasher).alive().stream()
                                .mapToLong(Worker::residentBytes)
                                .max()
                                .orElse(0),
                        Math::max));
        assertThat(hashed(hash(hasher, watched)).frames()).hasSize(8);
        assertThat(most.get()).isPositive().isLessThan(VideoLimits.DEFAULT.memoryBytes());
    }

    @Test
    void withoutConfinementNothingIsDecoded() {
        try (VideoHasher none = none()) {
            assertThat(reason(hash(none, VIDEO, FramePick.EVERY))).isEqualTo(UndecodableReason.SANDBOX_UNAVAILABLE);
        }
    }

    /** Does something before each piece but the first, which is read to see what the file is. */
    private record Watched(VideoSource video, Runnable before) implements VideoSource {
        @Override
        public long bytes() {
            return video.bytes();
        }

        @Override
        public int read(long offset, byte[] into, int length) throws IOException {
            if (length > 1024) {
                before.run();
            }
            return video.read(offset, into, length);
        }
    }
}

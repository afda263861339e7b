package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.media.decode.DecodeMode;

/**
 * Broken pictures, made from good ones by seeds: each is decoded or says why not, soon, in bounded memory, and the processes
 * that decode live on. 10,000 of them; with {@code -Dvigie.long} 100,000, or as many as {@code -Dvigie.mutants} says.
 */
@Tag("figures")
class MutantsTest {
    private static final int USUAL = 10_000;
    private static final int LONG = 100_000;
    private static final Duration SLOWEST = MediaLimits.DEFAULT.decodeTime();

    /** What a picture may be refused for. The other reasons mean that a process died, hung or did not start. */
    private static final Set<UndecodableReason> OF_THE_PICTURE = EnumSet.of(
            UndecodableReason.NOT_A_PICTURE,
            UndecodableReason.TRUNCATED,
            UndecodableReason.CORRUPT,
            UndecodableReason.UNSUPPORTED_FORMAT,
            UndecodableReason.TOO_MANY_PIXELS,
            UndecodableReason.OUT_OF_MEMORY);

    @TempDir
    private Path scratch = Path.of("");

    private final AtomicLong slowest = new AtomicLong();
    private final AtomicLong peakBytes = new AtomicLong();

    private static int mutants() {
        int usual = System.getProperty("vigie.long") == null ? USUAL : LONG;
        return Integer.getInteger("vigie.mutants", usual);
    }

    private static List<byte[]> originals() {
        BufferedImage colour = Pictures.landscape(51, 96, 72);
        BufferedImage grey = Pictures.landscape(52, 96, 72, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage deep = Pictures.landscape(53, 96, 72, BufferedImage.TYPE_USHORT_GRAY);
        BufferedImage palette = Pictures.landscape(54, 96, 72, BufferedImage.TYPE_BYTE_INDEXED);
        BufferedImage alpha = Pictures.landscape(55, 96, 72, BufferedImage.TYPE_INT_ARGB);
        BufferedImage bgr = Pictures.landscape(56, 96, 72, BufferedImage.TYPE_3BYTE_BGR);
        byte[] jpeg = Pictures.jpeg(colour, 0.85f, Pictures.Scans.BASELINE);
        byte[] animation = Animations.gif(List.of(
                Animations.Frame.whole(palette),
                new Animations.Frame(Pictures.landscape(57, 40, 30), 10, 8, "restoreToPrevious"),
                new Animations.Frame(Pictures.landscape(58, 40, 30), 50, 30, "restoreToBackgroundColor"),
                Animations.Frame.whole(colour)));
        return List.of(
                jpeg,
                Pictures.jpeg(colour, 0.85f, Pictures.Scans.PROGRESSIVE),
                Pictures.jpeg(grey, 0.85f, Pictures.Scans.BASELINE),
                Pictures.withOrientation(jpeg, 8),
                Pictures.jpeg(59, 640, 520),
                Pictures.encode(colour, "png"),
                Pictures.encode(alpha, "png"),
                Pictures.encode(deep, "png"),
                Pictures.encode(palette, "png"),
                Pictures.encode(palette, "gif"),
                animation,
                Pictures.encode(bgr, "bmp"),
                Pictures.encode(palette, "bmp"),
                Pictures.encode(bgr, "tiff"),
                Pictures.encode(deep, "tiff"),
                Pictures.WEBP,
                Pictures.WEBP_LOSSY,
                Pictures.WEBP_LOSSLESS,
                Pictures.AVIF,
                Pictures.HEIC);
    }

    @Test
    void everyMutantIsDecodedOrSaysWhyAndEndsNoProcess(TestReporter reporter) {
        List<byte[]> originals = originals();
        Map<String, Long> outcomes = new TreeMap<>();
        try (MediaHasher hasher = MediaHasher.open(MediaHasher.Settings.in(scratch))) {
            assumeTrue(
                    hasher.sandbox().level() != SandboxLevel.NONE,
                    () -> "skipped, nothing is decoded here: "
                            + hasher.sandbox().summary());
            IntStream.range(0, mutants())
                    .parallel()
                    .mapToObj(seed -> outcome(hasher, originals, seed))
                    .sequential()
                    .forEachOrdered(outcome -> outcomes.merge(outcome, 1L, Long::sum));
            reporter.publishEntry(Map.of(
                    "outcomes", outcomes.toString(),
                    "slowest", Duration.ofNanos(slowest.get()).toMillis() + " ms",
                    "peak", (peakBytes.get() >> 20) + " MB"));
            assertThat(outcomes.keySet()).noneMatch(outcome -> outcome.contains("mutant"));
        }
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(SLOWEST);
        assertThat(peakBytes.get()).isLessThanOrEqualTo(MediaLimits.DEFAULT.memoryBytes());
    }

    private String outcome(MediaHasher hasher, List<byte[]> originals, int seed) {
        byte[] mutant = Pictures.mutated(originals.get(seed % originals.size()), seed);
        DecodeMode[] modes = DecodeMode.values();
        long start = System.nanoTime();
        Hashing hashing =
                hasher.in(modes[seed / originals.size() % modes.length]).hash(mutant);
        slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
        if (seed % 50 == 0) {
            peakBytes.accumulateAndGet(peak(hasher), Math::max);
        }
        return switch (hashing) {
            case Hashed ignored -> "HASHED";
            case Undecodable not when OF_THE_PICTURE.contains(not.reason()) -> not.reasonCode();
            case Undecodable not -> "%s, mutant %d".formatted(not.reasonCode(), seed);
        };
    }

    /** The most memory that any of the processes ever held, as the kernel counted it. */
    private static long peak(MediaHasher hasher) {
        return Objects.requireNonNull(hasher.pool()).alive().stream()
                .map(Worker::handle)
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
                .mapToLong(handle -> peakKilobytes(Path.of("/proc", Long.toString(handle.pid()), "status")) << 10)
                .max()
                .orElse(0);
    }

    private static long peakKilobytes(Path status) {
        try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }
}

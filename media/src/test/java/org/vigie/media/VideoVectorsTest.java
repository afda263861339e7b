package org.vigie.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;

/** The published test videos for vPDQ against the lists that its reference program made of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoVectorsTest {
    /** The tolerance that PDQ's authors set between programs, for frames of quality 80 or more. */
    private static final int TOLERANCE = 10;

    private static final int GOOD_QUALITY = 80;
    private static final double ROUNDING = 0.001;

    private final Path vectors =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("vpdq");

    @TempDir
    private static Path scratch = Path.of("");

    private VideoHasher hasher = VideoHasherTest.none();

    private record Listed(Pdq pdq, int quality, double seconds) {}

    @BeforeAll
    void haveVectors() {
        assumeTrue(Files.isDirectory(vectors), () -> "skipped: no videos at " + vectors);
        hasher = VideoHasher.open(VideoHasher.Settings.in(scratch));
        assumeTrue(
                hasher.sandbox().level() != SandboxLevel.NONE,
                () -> "skipped, no video is decoded here: " + hasher.sandbox().summary());
    }

    @AfterAll
    void close() {
        hasher.close();
    }

    private Map<Integer, Listed> list(Path video) throws IOException {
        Map<Integer, Listed> list = new HashMap<>();
        String name = String.valueOf(video.getFileName()).replace(".mp4", ".txt");
        for (String line : Files.readAllLines(vectors.resolve("sample-hashes").resolve(name))) {
            String[] fields = line.split(",", -1);
            list.put(
                    Integer.parseInt(fields[0]),
                    new Listed(Pdq.parse(fields[2]), Integer.parseInt(fields[1]), Double.parseDouble(fields[3])));
        }
        return list;
    }

    private HashedVideo hash(Path video, FramePick pick) throws IOException {
        try (FileChannel file = FileChannel.open(video)) {
            VideoHashing hashing = hasher.hash(VideoSource.of(file), pick);
            assertThat(hashing).as("%s", video.getFileName()).isInstanceOf(HashedVideo.class);
            return (HashedVideo) hashing;
        }
    }

    private List<Path> videos() throws IOException {
        try (var files = Files.list(vectors)) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyFrameIsWithinTenBitsOfTheReference(TestReporter reporter) throws IOException {
        StringBuilder table = new StringBuilder("\nframes | compared | farthest | equal | file\n");
        for (Path file : videos()) {
            Map<Integer, Listed> expected = list(file);
            HashedVideo video = hash(file, FramePick.EVERY);
            assertThat(video.cut()).isNull();
            assertThat(video.frames()).hasSameSizeAs(expected.keySet());
            int compared = 0;
            int farthest = 0;
            int equal = 0;
            for (VideoFrame frame : video.frames()) {
                Listed listed = Objects.requireNonNull(expected.get(frame.frame()));
                assertThat(Math.abs(frame.quality() - listed.quality())).isLessThanOrEqualTo(2);
                assertThat(Math.abs(frame.seconds() - listed.seconds())).isLessThanOrEqualTo(ROUNDING);
                if (listed.quality() >= GOOD_QUALITY) {
                    int distance = frame.pdq().distance(listed.pdq());
                    compared++;
                    farthest = Math.max(farthest, distance);
                    equal += distance == 0 ? 1 : 0;
                }
            }
            table.append(String.format(
                    Locale.ROOT,
                    "%6d | %8d | %8d | %5d | %s%n",
                    expected.size(),
                    compared,
                    farthest,
                    equal,
                    file.getFileName()));
            assertThat(farthest).as("%s", file.getFileName()).isLessThanOrEqualTo(TOLERANCE);
        }
        reporter.publishEntry("distances", table.toString());
    }

    @Test
    void keyFramesAndFramesAtARateAreFramesOfTheWhole() throws IOException {
        Path file = vectors.resolve("pattern-sd-grey-bar.mp4");
        List<VideoFrame> all = hash(file, FramePick.EVERY).frames();
        List<VideoFrame> second = hash(file, FramePick.perSecond(1)).frames();
        assertThat(second.stream().map(VideoFrame::frame)).containsExactly(0, 30, 60, 90, 120, 150, 180);
        assertThat(all).containsAll(second);
        List<VideoFrame> key = hash(file, FramePick.KEY_FRAMES).frames();
        assertThat(key.size()).isBetween(1, all.size() / 10);
        assertThat(all).containsAll(key);
    }
}

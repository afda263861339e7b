package org.vigie.core.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Matching with the published lists: videos of four subjects, some of them edits of others. */
class VideoVectorsTest {
    @BeforeEach
    void listsAreThere() {
        assumeTrue(
                SampleVideos.areThere(),
                () -> "skipped: no lists of frames, there is no folder " + SampleVideos.FOLDER.toAbsolutePath());
    }

    private static VideoIndex index(List<String> names) {
        VideoIndex.Builder builder = VideoIndex.builder();
        for (int id = 0; id < names.size(); id++) {
            builder.add(id, SampleVideos.frames(names.get(id)));
        }
        return builder.build();
    }

    @Test
    void eachVideoShrunkTo128PixelsMatchesItselfAndNoOtherSubject(TestReporter reporter) throws IOException {
        List<String> names = SampleVideos.names();
        assertThat(names).hasSize(16);
        VideoIndex index = index(names);
        StringBuilder table = new StringBuilder("\n");
        int shrunk = 0;
        for (String name : names) {
            if (!Files.exists(SampleVideos.FOLDER.resolve(name + SampleVideos.SMALL + ".txt"))) {
                continue;
            }
            shrunk++;
            List<VideoMatch> matches =
                    index.match(SampleVideos.frames(name + SampleVideos.SMALL), VideoThresholds.DEFAULT);
            for (VideoMatch match : matches) {
                table.append(String.format(
                        Locale.ROOT,
                        "%-32s %-32s query %5.1f %% target %5.1f %% clips %d%n",
                        name,
                        names.get((int) match.video()),
                        match.queryPercent(),
                        match.targetPercent(),
                        match.clips().size()));
            }
            assertThat(matches)
                    .as(name)
                    .anyMatch(match ->
                            match.isWhole() && names.get((int) match.video()).equals(name));
            assertThat(matches)
                    .as(name)
                    .allMatch(match ->
                            SampleVideos.subject(names.get((int) match.video())).equals(SampleVideos.subject(name)));
        }
        reporter.publishEntry("matches", table.toString());
        assertThat(shrunk).isEqualTo(15);
    }

    @Test
    void fiveSecondsInTheMiddleOfAnotherVideoAreFoundWithTheirTimes() {
        List<VideoFrame> known = SampleVideos.frames("chair-orig-22-hd-no-bar");
        List<VideoFrame> around = SampleVideos.frames("pattern-longer-no-bar" + SampleVideos.SMALL);
        List<VideoFrame> shrunk = SampleVideos.frames("chair-orig-22-hd-no-bar" + SampleVideos.SMALL);
        List<VideoFrame> clip = shrunk.stream()
                .filter(frame -> frame.seconds() >= 10 && frame.seconds() <= 15)
                .map(frame -> shifted(frame, 4 - 10))
                .toList();
        List<VideoFrame> query = java.util.stream.Stream.of(
                        around.stream().filter(frame -> frame.seconds() < 4),
                        clip.stream(),
                        around.stream().filter(frame -> frame.seconds() >= 4).map(frame -> shifted(frame, 5)))
                .flatMap(frames -> frames)
                .toList();
        List<VideoMatch> matches = VideoIndex.builder().add(7, known).build().match(query, VideoThresholds.DEFAULT);
        assertThat(matches).singleElement().satisfies(match -> {
            assertThat(match.video()).isEqualTo(7);
            assertThat(match.isWhole()).isFalse();
            assertThat(match.clips()).isNotEmpty();
            Clip longest = match.clips().stream()
                    .max(java.util.Comparator.comparingInt(Clip::frames))
                    .orElseThrow();
            assertThat(longest.queryFrom()).isBetween(3.9, 4.6);
            assertThat(longest.queryTo()).isBetween(8.4, 9.1);
            assertThat(longest.targetFrom() - longest.queryFrom()).isBetween(5.4, 6.6);
        });
    }

    private static VideoFrame shifted(VideoFrame frame, double seconds) {
        return new VideoFrame(frame.frame(), frame.pdq(), frame.quality(), Math.max(0, frame.seconds() + seconds));
    }

    @Test
    void percentagesAreThoseOfComparingAllPairs() {
        List<VideoFrame> query = SampleVideos.frames("chair-22-with-small-logo-bar" + SampleVideos.SMALL);
        List<VideoFrame> target = SampleVideos.frames("chair-20-sd-bar");
        VideoMatch match = VideoIndex.builder()
                .add(1, target)
                .build()
                .match(query, VideoThresholds.DEFAULT)
                .getFirst();
        assertThat(match.queryPercent()).isEqualTo(percent(query, target));
        assertThat(match.targetPercent()).isEqualTo(percent(target, query));
    }

    private static double percent(List<VideoFrame> of, List<VideoFrame> in) {
        List<VideoFrame> usable =
                of.stream().filter(frame -> frame.quality() >= 50).toList();
        long matching = usable.stream()
                .filter(frame -> in.stream()
                        .anyMatch(other -> other.quality() >= 50 && other.pdq().distance(frame.pdq()) <= 31))
                .count();
        return 100.0 * matching / usable.size();
    }

    /** The known video must have all frames: of two that are hashed once a second, hardly two frames show the same moment. */
    @Test
    void oneFrameASecondIsEnoughOfTheVideoInQuestion() {
        List<VideoFrame> query = SampleVideos.frames("chair-20-sd-bar" + SampleVideos.SMALL);
        List<VideoFrame> sparse = IntStream.range(0, query.size())
                .filter(i -> i % 30 == 14)
                .mapToObj(query::get)
                .toList();
        assertThat(VideoIndex.builder()
                        .add(1, SampleVideos.frames("chair-20-sd-bar"))
                        .build()
                        .match(sparse, VideoThresholds.DEFAULT))
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.queryPercent()).isGreaterThan(90);
                    assertThat(match.clips())
                            .singleElement()
                            .satisfies(clip -> assertThat(clip.queryTo()).isGreaterThan(19));
                });
    }
}

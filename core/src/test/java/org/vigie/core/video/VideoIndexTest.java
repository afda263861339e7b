package org.vigie.core.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoThresholds.ClipRule;

class VideoIndexTest {
    private static final double RATE = 10;

    /** A video whose frames have nothing to do with one another. */
    private static List<VideoFrame> video(long seed, int frames) {
        Random random = new Random(seed);
        return IntStream.range(0, frames)
                .mapToObj(i -> frame(
                        i, new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()), 100))
                .toList();
    }

    private static VideoFrame frame(int number, Pdq pdq, int quality) {
        return new VideoFrame(number, pdq, quality, number / RATE);
    }

    private static List<VideoFrame> numbered(Stream<VideoFrame> frames) {
        List<VideoFrame> given = frames.toList();
        return IntStream.range(0, given.size())
                .mapToObj(i -> frame(i, given.get(i).pdq(), given.get(i).quality()))
                .toList();
    }

    /** The same frame after some bits were turned over. */
    private static VideoFrame blurred(VideoFrame frame, Random random, int bits) {
        Pdq pdq = frame.pdq();
        long[] words = {pdq.w0(), pdq.w1(), pdq.w2(), pdq.w3()};
        for (int i = 0; i < bits; i++) {
            words[random.nextInt(4)] ^= 1L << random.nextInt(64);
        }
        return new VideoFrame(
                frame.frame(), new Pdq(words[0], words[1], words[2], words[3]), frame.quality(), frame.seconds());
    }

    private static VideoIndex index(List<VideoFrame> known) {
        return VideoIndex.builder().add(5, known).build();
    }

    @Property(tries = 60)
    void aClipIsFoundWhereItIs(
            @ForAll @IntRange(max = 60) int before,
            @ForAll @IntRange(min = 15, max = 60) int length,
            @ForAll @IntRange(max = 60) int skipped,
            @ForAll @IntRange(max = 31) int bits,
            @ForAll @IntRange(max = 10_000) int seed) {
        List<VideoFrame> known = video(seed, 200);
        Random random = new Random(seed);
        List<VideoFrame> query = numbered(Stream.of(
                        video(seed + 20_000L, before).stream(),
                        known.subList(skipped, skipped + length).stream().map(frame -> blurred(frame, random, bits)),
                        video(seed + 40_000L, 30).stream())
                .flatMap(frames -> frames));
        List<VideoMatch> matches = index(known).match(query, VideoThresholds.DEFAULT);
        assertThat(matches).singleElement().satisfies(match -> {
            assertThat(match.queryPercent()).isEqualTo(100.0 * length / query.size());
            assertThat(match.targetPercent()).isEqualTo(100.0 * length / 200);
            assertThat(match.clips())
                    .containsExactly(new Clip(
                            before / RATE,
                            (before + length - 1) / RATE,
                            skipped / RATE,
                            (skipped + length - 1) / RATE,
                            length));
        });
    }

    @Property(tries = 40)
    void percentagesAreThoseOfComparingAllPairs(
            @ForAll @IntRange(max = 10_000) int seed, @ForAll @IntRange(min = 1, max = 80) int shared) {
        Random random = new Random(seed);
        List<VideoFrame> known = new ArrayList<>(video(seed, 80));
        List<VideoFrame> query = new ArrayList<>();
        for (int i = 0; i < shared; i++) {
            VideoFrame frame = known.get(random.nextInt(known.size()));
            query.add(blurred(frame, random, random.nextInt(64)));
        }
        List<VideoFrame> asked = numbered(query.stream());
        VideoThresholds all = new VideoThresholds(50, 31, 0, 0, 1, ClipRule.DEFAULT);
        List<VideoMatch> matches = VideoIndex.builder().add(1, known).build().match(asked, all);
        double percent = percent(asked, known);
        if (percent == 0) {
            assertThat(matches).isEmpty();
        } else {
            assertThat(matches.getFirst().queryPercent()).isEqualTo(percent);
            assertThat(matches.getFirst().targetPercent()).isEqualTo(percent(known, asked));
        }
    }

    private static double percent(List<VideoFrame> of, List<VideoFrame> in) {
        long matching = of.stream()
                .filter(frame -> in.stream().anyMatch(other -> other.pdq().distance(frame.pdq()) <= Pdq.RADIUS))
                .count();
        return 100.0 * matching / of.size();
    }

    @Property(tries = 20)
    void videosThatShareNothingDoNotMatch(@ForAll @IntRange(max = 10_000) int seed) {
        assertThat(index(video(seed, 100)).match(video(seed + 20_000L, 100), VideoThresholds.DEFAULT))
                .isEmpty();
    }

    @Test
    void framesOfLowQualityAreNotCompared() {
        List<VideoFrame> flat = video(1, 50).stream()
                .map(frame -> frame(frame.frame(), frame.pdq(), 49))
                .toList();
        assertThat(index(flat).frames()).isZero();
        assertThat(index(flat).match(video(1, 50), VideoThresholds.DEFAULT)).isEmpty();
        assertThat(index(video(1, 50)).match(flat, VideoThresholds.DEFAULT)).isEmpty();
        assertThat(index(List.of()).match(List.of(), VideoThresholds.DEFAULT)).isEmpty();
    }

    @Test
    void whatIsAddedToAKnownVideoDoesNotHideIt() {
        List<VideoFrame> padded = numbered(Stream.concat(video(2, 400).stream(), video(1, 50).stream()));
        assertThat(index(video(1, 50)).match(padded, VideoThresholds.DEFAULT))
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.isWhole()).isTrue();
                    assertThat(match.targetPercent()).isEqualTo(100);
                    assertThat(match.queryPercent()).isLessThan(12);
                });
        VideoThresholds strict = new VideoThresholds(50, 31, 50, 80, 3, new ClipRule(0.5, 3, 1_000, 3));
        assertThat(VideoIndex.builder().add(1, video(1, 50)).build().match(padded, strict))
                .isEmpty();
    }

    @Test
    void framesOutOfOrderAreNoClip() {
        List<VideoFrame> known = video(3, 100);
        List<VideoFrame> backwards = numbered(known.subList(0, 60).reversed().stream());
        VideoThresholds clipsOnly = new VideoThresholds(50, 31, 0, 100, 3, new ClipRule(0.5, 3, 2, 10));
        assertThat(VideoIndex.builder().add(1, known).build().match(backwards, clipsOnly))
                .isEmpty();
    }

    @Test
    void twoClipsOfOneVideoAreToldApart() {
        List<VideoFrame> known = video(4, 200);
        List<VideoFrame> query = numbered(
                Stream.of(known.subList(100, 130).stream(), video(9, 50).stream(), known.subList(20, 60).stream())
                        .flatMap(frames -> frames));
        assertThat(index(known).match(query, VideoThresholds.DEFAULT))
                .singleElement()
                .satisfies(match -> assertThat(match.clips())
                        .containsExactly(new Clip(0, 2.9, 10, 12.9, 30), new Clip(8, 11.9, 2, 5.9, 40)));
    }

    @Test
    void aStillPictureIsAClipOfItself() {
        Pdq still = new Pdq(1, 2, 3, 4);
        List<VideoFrame> first =
                IntStream.range(0, 100).mapToObj(i -> frame(i, still, 100)).toList();
        List<VideoFrame> second =
                IntStream.range(0, 50).mapToObj(i -> frame(i, still, 100)).toList();
        assertThat(index(first).match(second, VideoThresholds.DEFAULT))
                .singleElement()
                .satisfies(match -> assertThat(match.clips()).containsExactly(new Clip(0, 4.9, 0, 4.9, 50)));
    }

    /** Of a known video of one frame, one that looks like it by chance would be all. */
    @Test
    void fewerFramesThanTheLeastAreNoVideo() {
        List<VideoFrame> two = video(6, 2);
        assertThat(index(two).match(video(6, 50), VideoThresholds.DEFAULT)).isEmpty();
        VideoThresholds two31 = new VideoThresholds(50, 31, 0, 80, 2, ClipRule.DEFAULT);
        assertThat(index(two).match(video(6, 50), two31)).hasSize(1);
    }

    @Test
    void eachKnownVideoMayHaveARuleOfItsOwn() {
        Random random = new Random(7);
        List<VideoFrame> known = video(7, 50);
        List<VideoFrame> blurred =
                known.stream().map(frame -> blurred(frame, random, 12)).toList();
        VideoIndex index =
                VideoIndex.builder().add(1, known).add(2, known).add(3, known).build();
        assertThat(index.match(
                        blurred,
                        VideoThresholds.DEFAULT,
                        id -> id == 1 ? Optional.empty() : Optional.of(new VideoIndex.Rule(id == 2 ? 2 : 31, 50))))
                .singleElement()
                .satisfies(match -> {
                    assertThat(match.video()).isEqualTo(3);
                    assertThat(match.distance()).isBetween(8, 12);
                    assertThat(match.span()).isEqualTo(new Clip(0, 4.9, 0, 4.9, 50));
                });
        assertThat(index.match(known, VideoThresholds.DEFAULT)).hasSize(3).allMatch(match -> match.distance() == 0);
    }

    @Test
    void videosOfAnotherIndexAreTakenOver() {
        VideoIndex first = VideoIndex.builder()
                .add(1, video(1, 50))
                .add(2, List.of())
                .add(3, video(3, 40))
                .build();
        VideoIndex second = VideoIndex.builder()
                .add(4, video(4, 30))
                .add(first, id -> id != 1)
                .build();
        assertThat(second.videos()).containsExactly(4L, 2L, 3L);
        assertThat(second.frames()).isEqualTo(70);
        assertThat(second.match(video(3, 40), VideoThresholds.DEFAULT))
                .singleElement()
                .satisfies(match -> assertThat(match.video()).isEqualTo(3));
        assertThat(second.match(video(1, 50), VideoThresholds.DEFAULT)).isEmpty();
    }

    @Test
    void aRateGivesTheFirstFrameOfEachInterval() {
        FramePick.PerSecond pick = new FramePick.PerSecond(3);
        double due = 0;
        List<Integer> picked = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            double seconds = i / 29.97;
            if (pick.isDue(seconds, due)) {
                due = pick.dueAfter(seconds);
                picked.add(i);
            }
        }
        assertThat(picked).containsExactly(0, 10, 20, 30);
        assertThatThrownBy(() -> FramePick.perSecond(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FramePick.perSecond(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}

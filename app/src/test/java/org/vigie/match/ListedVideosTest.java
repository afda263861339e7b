package org.vigie.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.match.KnownVideoTest.video;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoIndex;
import org.vigie.core.video.VideoThresholds;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;

class ListedVideosTest {
    @Test
    void partsAreMergedAndNothingIsLost() {
        List<ListedVideos.Change> all = IntStream.range(0, 40)
                .mapToObj(i -> change(i, video(i, 20 + i), false))
                .toList();
        ListedVideos videos = ListedVideos.NONE;
        for (ListedVideos.Change change : all) {
            videos = videos.with(List.of(change));
        }
        assertThat(videos.parts()).isEqualTo(40);
        ListedVideos before = videos;
        ListedVideos merged = before.merged();
        assertThat(merged.needsMerging()).isFalse();
        assertThat(merged.parts()).isLessThan(40);
        ListedVideos meanwhile = before.with(List.of(change(3, List.of(), true), change(50, video(50, 30), false)));
        ListedVideos after = meanwhile.replacing(before, merged);
        assertThat(after.parts()).isEqualTo(merged.parts() + 1);
        assertThat(after.size()).isEqualTo(40);
        assertThat(found(after, video(3, 23))).isZero();
        for (int i : new int[] {0, 17, 39}) {
            assertThat(found(after, video(i, 20 + i))).isOne();
        }
        assertThat(found(after, video(50, 30))).isOne();

        ListedVideos gone = after.with(
                IntStream.range(0, 40).mapToObj(i -> change(i, List.of(), true)).toList());
        ListedVideos small = gone.merged();
        assertThat(small.frames()).as("what was withdrawn is left out").isEqualTo(30);
        ListedVideos back = gone.with(List.of(all.get(5)));
        assertThat(back.replacing(gone, small))
                .as("one came back that the merge left out")
                .isSameAs(back);
        assertThat(found(small.with(List.of(all.get(5))), video(5, 25))).isOne();
    }

    private static long found(ListedVideos among, List<VideoFrame> query) {
        return among.match(query, VideoThresholds.DEFAULT, video -> Optional.of(new VideoIndex.Rule(31, 50)))
                .count();
    }

    private static ListedVideos.Change change(long id, List<VideoFrame> frames, boolean isWithdrawn) {
        HashValue name = new HashValue(HashAlgorithm.VPDQ, "%064x".formatted(id));
        return new ListedVideos.Change(
                new Listed(id, new ListId(new UUID(0, 1)), name, MaterialClass.CSAM), frames, isWithdrawn);
    }
}

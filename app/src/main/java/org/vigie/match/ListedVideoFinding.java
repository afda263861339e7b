package org.vigie.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.vigie.core.video.Clip;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoIndex;
import org.vigie.core.video.VideoMatch;
import org.vigie.core.video.VideoOverlap;
import org.vigie.core.video.VideoThresholds;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListPolicy;
import org.vigie.match.Match.Kind;

/**
 * How the frames of a video are compared with the known videos of the lists.
 *
 * <pre>
 * Rules
 *   A known video matches where enough of its frames are met, or a clip of it is: {@link VideoThresholds}. Within that each list's
 *   own distance and quality count, frame by frame. The distance of the match is the average one.
 *   A known video of a negative list stops what it shares with the video in question and nothing else: the frames within those
 *   stretches are compared with nothing. So an opening that a harmless video shares with an abusive one hides the opening only.
 * </pre>
 */
final class ListedVideoFinding {
    /** Stretches of a known video that are told. */
    private static final int CLIPS_MAX = 20;

    private final ListedVideos videos;
    private final VideoThresholds thresholds;
    private final Function<ListId, Optional<Finding.ListFacts>> lists;

    private ListedVideoFinding(
            ListedVideos videos, VideoThresholds thresholds, Function<ListId, Optional<Finding.ListFacts>> lists) {
        this.videos = videos;
        this.thresholds = thresholds;
        this.lists = lists;
    }

    /**
     * What was found.
     *
     * @param matches in no order
     * @param left the frames that no negative list stops
     */
    record Found(List<Match> matches, List<VideoFrame> left) {}

    static Found find(
            ListedVideos videos,
            List<VideoFrame> frames,
            VideoThresholds thresholds,
            Function<ListId, Optional<Finding.ListFacts>> lists) {
        if (videos.size() == 0) {
            return new Found(List.of(), frames);
        }
        var finding = new ListedVideoFinding(videos, thresholds, lists);
        List<VideoFrame> left = finding.left(frames);
        List<Match> matches = new ArrayList<>();
        finding.look(left, facts -> !facts.kind().isStopping())
                .forEach(found -> finding.match(found).ifPresent(matches::add));
        return new Found(matches, left);
    }

    private List<VideoFrame> left(List<VideoFrame> frames) {
        boolean isAnyStopping = videos.all()
                .anyMatch(video -> lists.apply(video.list())
                        .filter(facts -> facts.kind().isStopping())
                        .isPresent());
        if (!isAnyStopping) {
            return frames;
        }
        List<Clip> stopped = look(frames, facts -> facts.kind().isStopping()).stream()
                .flatMap(found -> found.match().shared().stream())
                .toList();
        return frames.stream()
                .filter(frame -> stopped.stream()
                        .noneMatch(clip -> clip.queryFrom() <= frame.seconds() && frame.seconds() <= clip.queryTo()))
                .toList();
    }

    private List<ListedVideos.Found> look(List<VideoFrame> frames, Predicate<Finding.ListFacts> which) {
        return videos.match(
                        frames,
                        thresholds,
                        video -> lists.apply(video.list()).filter(which).flatMap(facts -> rule(facts.policy())))
                .toList();
    }

    private Optional<VideoIndex.Rule> rule(ListPolicy policy) {
        int radius = Math.min(thresholds.radius(), policy.distanceMax());
        return radius < 0
                ? Optional.empty()
                : Optional.of(new VideoIndex.Rule(radius, Math.max(thresholds.qualityMin(), policy.qualityMin())));
    }

    private Optional<Match> match(ListedVideos.Found found) {
        Listed video = found.video();
        VideoMatch match = found.match();
        List<Clip> shared = match.shared();
        var overlap = new VideoOverlap(
                match.queryPercent(), match.targetPercent(), shared.subList(0, Math.min(shared.size(), CLIPS_MAX)));
        return lists.apply(video.list())
                .map(facts -> new Match(
                        video.list(),
                        facts.name(),
                        video.id(),
                        video.hash(),
                        Kind.NEAR,
                        match.distance(),
                        video.materialClass(),
                        facts.policy().letsNearNotify(video.materialClass(), match.distance()),
                        overlap.stretches(),
                        Optional.of(overlap)));
    }
}

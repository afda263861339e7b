package org.vigie.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoThresholds;
import org.vigie.hashlist.ListId;

/**
 * How one video is looked up: its exact hashes as those of any file, its frames together among the known videos
 * ({@link ListedVideoFinding}), and each of its frames as a picture. An entry is told once, at its nearest, with the stretches in
 * which it was met.
 *
 * <pre>
 * Rules
 *   Among thousands of frames some look like something by chance. So a near match lets a notice leave by itself only where frames
 *   that match entries of one list make up a clip ({@link VideoThresholds.ClipRule}), which may be of one entry or of several:
 *   lists hold frames of a video, or stills of it, one by one. What falls short of a clip is told all the same, for a person.
 *   A negative list stops the frames that are near its entries; where it has the very file, no frame matches.
 * </pre>
 */
final class VideoFinding {
    /** Stretches of an entry that are told. */
    private static final int STRETCHES_MAX = 20;

    private final OrgIndex index;
    private final Function<ListId, Optional<Finding.ListFacts>> lists;
    private final VideoThresholds thresholds;
    private final Map<Long, Met> met = new LinkedHashMap<>();
    private final Map<ListId, TreeSet<Double>> timesOfLists = new HashMap<>();

    /** An entry that frames are near. */
    private static final class Met {
        private Match nearest;
        private final List<Double> times = new ArrayList<>();

        Met(Match first) {
            nearest = first;
        }

        void at(double seconds, Match match) {
            times.add(seconds);
            nearest = match.distance() < nearest.distance() ? match : nearest;
        }
    }

    private VideoFinding(
            OrgIndex index, Function<ListId, Optional<Finding.ListFacts>> lists, VideoThresholds thresholds) {
        this.index = index;
        this.lists = lists;
        this.thresholds = thresholds;
    }

    /**
     * What was found.
     *
     * @param matches what stands, exact matches first
     * @param clips where frames that match entries of a list make up a clip
     */
    record Found(List<Match> matches, Map<ListId, List<Stretch>> clips) {}

    /** What stands, exact matches first. */
    static List<Match> find(
            OrgIndex index,
            MediaHashes media,
            List<VideoFrame> frames,
            VideoThresholds thresholds,
            Function<ListId, Optional<Finding.ListFacts>> lists) {
        return inspect(index, media, frames, thresholds, lists).matches();
    }

    /** The same, and the clips. */
    static Found inspect(
            OrgIndex index,
            MediaHashes media,
            List<VideoFrame> frames,
            VideoThresholds thresholds,
            Function<ListId, Optional<Finding.ListFacts>> lists) {
        Finding.Found whole = Finding.find(index, media, lists);
        if (frames.isEmpty() || !whole.stoppedBy().isEmpty()) {
            return new Found(whole.matches(), Map.of());
        }
        var finding = new VideoFinding(index, lists, thresholds);
        ListedVideoFinding.Found listed = ListedVideoFinding.find(index.videos(), frames, thresholds, lists);
        finding.look(listed.left());
        Map<ListId, List<Stretch>> clips = finding.clips();
        List<Match> all = Stream.of(whole.matches().stream(), listed.matches().stream(), finding.matches(clips))
                .flatMap(matches -> matches)
                .sorted(Finding.ORDER)
                .toList();
        return new Found(Finding.limited(all), clips);
    }

    private void look(List<VideoFrame> frames) {
        List<VideoFrame> usable = frames.stream()
                .filter(frame -> frame.quality() >= thresholds.qualityMin())
                .sorted(Comparator.comparingDouble(VideoFrame::seconds))
                .toList();
        // a still scene is looked up once
        Map<Pdq, List<Match>> known = new HashMap<>();
        for (VideoFrame frame : usable) {
            known.computeIfAbsent(
                            frame.pdq(),
                            unknown -> Finding.find(index, frame, lists).matches())
                    .forEach(match -> take(match, frame.seconds()));
        }
    }

    private void take(Match match, double seconds) {
        if (match.distance() > thresholds.radius()) {
            return;
        }
        met.computeIfAbsent(match.entry(), unknown -> new Met(match)).at(seconds, match);
        timesOfLists.computeIfAbsent(match.list(), unknown -> new TreeSet<>()).add(seconds);
    }

    private Map<ListId, List<Stretch>> clips() {
        Map<ListId, List<Stretch>> clips = new HashMap<>();
        timesOfLists.forEach((list, times) -> clips.put(
                list,
                stretches(List.copyOf(times)).stream()
                        .filter(stretch -> stretch.isClip(thresholds.clip()))
                        .toList()));
        return clips;
    }

    private Stream<Match> matches(Map<ListId, List<Stretch>> clips) {
        return met.values().stream().map(entry -> {
            List<Stretch> where = stretches(entry.times);
            boolean isInClip = clips.getOrDefault(entry.nearest.list(), List.of()).stream()
                    .anyMatch(clip -> where.stream().anyMatch(clip::meets));
            return entry.nearest.in(
                    where.subList(0, Math.min(where.size(), STRETCHES_MAX)), entry.nearest.mayNotify() && isInClip);
        });
    }

    private List<Stretch> stretches(List<Double> times) {
        return Stretch.of(times, thresholds.clip().gap());
    }
}

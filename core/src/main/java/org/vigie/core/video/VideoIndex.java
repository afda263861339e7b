package org.vigie.core.video;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.Hit;
import org.vigie.core.index.RadiusIndex;

/**
 * Finds which known videos share frames with a video. It never changes and may be read by many threads.
 *
 * <pre>
 * Structure
 *   An inverted index: all frames of all known videos, of quality enough, in one {@link RadiusIndex}, from hash to place.
 *   Each frame in question is looked up once. Every frame found is marked in its video, as is the frame in question, which
 *   gives the two percentages of vPDQ: those of a frame-by-frame comparison of all pairs, without one.
 *   Each pair also votes for its offset, time there minus time here. Frames that match by chance vote all over the place, a
 *   shared clip votes for one offset: that is where {@link OffsetVote} looks for clips.
 *
 * Numbers
 *   A frame in question votes once for each offset, cut to the tolerance. So a still scene, each frame of which matches each
 *   of the other video's, does not outvote a moving one.
 *
 * Error
 *   None in the percentages. A clip that is played faster or slower has no one offset: it is found in pieces, each for as long
 *   as it drifts less than the tolerance, or not at all.
 *
 * Cost
 *   A look-up for each frame in question, O(1) for each frame that it finds. Memory: 32 bytes a frame and the radius index;
 *   for a query two bits a frame and 12 bytes an offset of the videos that are found.
 *
 * References
 *   The percentages: vPDQ, github.com/facebook/ThreatExchange, vpdq/README.md, which has frames in question that are all
 *     equal counted once in words and one by one in its program. Here as in the program: a percentage is one of the time.
 *   Votes for an offset: A. Wang, "An Industrial-Strength Audio Search Algorithm", ISMIR 2003; T. Duan et al. and many others
 *     for video.
 * </pre>
 */
public final class VideoIndex {
    private final VideoThresholds thresholds;
    private final List<Known> videos;
    private final RadiusIndex frames;
    /** For each entry of the radius index which video it is of, and which of the frames there. */
    private final int[] videoOf;

    private final int[] frameOf;

    /** A known video with its frames of quality enough, in the order of their times. */
    record Known(long id, List<VideoFrame> frames) {}

    /** Collects known videos. Not for many threads. */
    public static final class Builder {
        private final VideoThresholds thresholds;
        private final List<Known> videos = new ArrayList<>();

        private Builder(VideoThresholds thresholds) {
            this.thresholds = thresholds;
        }

        /** Adds a known video. One that is added twice will be found twice. */
        public Builder add(long video, List<VideoFrame> frames) {
            videos.add(new Known(video, usable(frames, thresholds)));
            return this;
        }

        /**
         * The index of what was added so far; the builder may go on.
         *
         * @throws IllegalStateException where there are more frames than a {@link RadiusIndex} holds
         */
        public VideoIndex build() {
            return new VideoIndex(thresholds, List.copyOf(videos));
        }
    }

    private VideoIndex(VideoThresholds thresholds, List<Known> videos) {
        this.thresholds = thresholds;
        this.videos = videos;
        int size = Math.toIntExact(
                videos.stream().mapToLong(video -> video.frames().size()).sum());
        this.videoOf = new int[size];
        this.frameOf = new int[size];
        RadiusIndex.Builder builder = RadiusIndex.builder();
        int entry = 0;
        for (int video = 0; video < videos.size(); video++) {
            List<VideoFrame> ofVideo = videos.get(video).frames();
            for (int frame = 0; frame < ofVideo.size(); frame++, entry++) {
                builder.add(ofVideo.get(frame).pdq(), entry);
                videoOf[entry] = video;
                frameOf[entry] = frame;
            }
        }
        this.frames = builder.build();
    }

    /** A builder of an index that compares by those thresholds. */
    public static Builder builder(VideoThresholds thresholds) {
        return new Builder(thresholds);
    }

    /** How many known frames can be found. */
    public int frames() {
        return frames.size();
    }

    private static List<VideoFrame> usable(List<VideoFrame> frames, VideoThresholds thresholds) {
        return frames.stream()
                .filter(frame -> frame.quality() >= thresholds.qualityMin())
                .sorted(Comparator.comparingDouble(VideoFrame::seconds))
                .toList();
    }

    /** The known videos of which the given frames hold enough, the most of the known one first. */
    public List<VideoMatch> match(List<VideoFrame> query) {
        List<VideoFrame> asked = usable(query, thresholds);
        Map<Integer, Candidate> candidates = new HashMap<>();
        @Nullable Pdq before = null;
        List<Hit> hits = List.of();
        for (int i = 0; i < asked.size(); i++) {
            VideoFrame frame = asked.get(i);
            if (!frame.pdq().equals(before)) {
                hits = frames.within(frame.pdq(), thresholds.radius());
                before = frame.pdq();
            }
            for (Hit hit : hits) {
                int entry = (int) hit.id();
                candidates
                        .computeIfAbsent(videoOf[entry], video -> new Candidate(videos.get(video), thresholds))
                        .mark(i, frame, frameOf[entry]);
            }
        }
        return candidates.values().stream()
                .map(candidate -> candidate.match(asked))
                .filter(match -> match.isWhole() || !match.clips().isEmpty())
                .sorted(Comparator.comparingDouble(VideoMatch::targetPercent)
                        .reversed()
                        .thenComparingLong(VideoMatch::video))
                .toList();
    }

    /** What a query has found of one known video. */
    private static final class Candidate {
        private final Known known;
        private final VideoThresholds thresholds;
        private final BitSet asked = new BitSet();
        private final BitSet found = new BitSet();
        private final OffsetVote vote;

        Candidate(Known known, VideoThresholds thresholds) {
            this.known = known;
            this.thresholds = thresholds;
            this.vote = new OffsetVote(known.frames(), thresholds);
        }

        void mark(int query, VideoFrame frame, int target) {
            asked.set(query);
            found.set(target);
            vote.cast(query, known.frames().get(target).seconds() - frame.seconds());
        }

        VideoMatch match(List<VideoFrame> query) {
            double queryPercent = 100.0 * asked.cardinality() / query.size();
            double targetPercent = 100.0 * found.cardinality() / known.frames().size();
            boolean isWhole =
                    queryPercent >= thresholds.queryPercentMin() && targetPercent >= thresholds.targetPercentMin();
            return new VideoMatch(known.id(), queryPercent, targetPercent, isWhole, vote.clips(query));
        }
    }
}

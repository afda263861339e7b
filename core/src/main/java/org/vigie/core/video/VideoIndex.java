package org.vigie.core.video;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
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
 *   A look-up for each frame in question, O(1) for each frame that it finds. Memory: 9 bytes a frame beside the radius
 *   index, which holds the hashes; for a query two bits a frame and 12 bytes an offset of the videos that are found.
 *
 * References
 *   The percentages: vPDQ, github.com/facebook/ThreatExchange, vpdq/README.md, which has frames in question that are all
 *     equal counted once in words and one by one in its program. Here as in the program: a percentage is one of the time.
 *   Votes for an offset: A. Wang, "An Industrial-Strength Audio Search Algorithm", ISMIR 2003; T. Duan et al. and many others
 *     for video.
 * </pre>
 */
public final class VideoIndex {
    private final long[] ids;
    /** Where in the index the frames of each video begin, and where the last ones end. */
    private final int[] starts;

    /** Of each frame; those of a video follow one another in the order of their times. */
    private final double[] seconds;

    private final byte[] qualities;
    private final RadiusIndex frames;

    /**
     * What counts for one known video.
     *
     * @param radius bits within which frames match, at most that of the thresholds
     * @param qualityMin frames in question of a lesser quality do not match
     */
    public record Rule(int radius, int qualityMin) {}

    /** Collects known videos. Not for many threads. */
    public static final class Builder {
        private final RadiusIndex.Builder index = RadiusIndex.builder();
        private long[] ids = new long[1];
        private int[] starts = new int[2];
        private double[] seconds = new double[64];
        private byte[] qualities = new byte[64];
        private int videos;
        private int size;

        private Builder() {}

        /** Adds a known video. One that is added twice will be found twice. */
        public Builder add(long video, List<VideoFrame> frames) {
            usable(frames, Pdq.QUALITY_MIN).forEach(frame -> add(frame.pdq(), frame.seconds(), (byte) frame.quality()));
            close(video);
            return this;
        }

        /** Adds the videos of another index that are to be kept. */
        public Builder add(VideoIndex other, LongPredicate isKept) {
            for (int video = 0; video < other.ids.length; video++) {
                if (isKept.test(other.ids[video])) {
                    for (int at = other.starts[video]; at < other.starts[video + 1]; at++) {
                        add(other.frames.hash(at), other.seconds[at], other.qualities[at]);
                    }
                    close(other.ids[video]);
                }
            }
            return this;
        }

        private void add(Pdq hash, double at, byte quality) {
            if (size == seconds.length) {
                seconds = Arrays.copyOf(seconds, 2 * size);
                qualities = Arrays.copyOf(qualities, 2 * size);
            }
            seconds[size] = at;
            qualities[size] = quality;
            index.add(hash, size++);
        }

        private void close(long video) {
            if (videos == ids.length) {
                ids = Arrays.copyOf(ids, 2 * videos);
                starts = Arrays.copyOf(starts, 2 * videos + 1);
            }
            ids[videos++] = video;
            starts[videos] = size;
        }

        /**
         * The index of what was added so far; the builder may go on.
         *
         * @throws IllegalStateException where there are more frames than a {@link RadiusIndex} holds
         */
        public VideoIndex build() {
            return new VideoIndex(this);
        }
    }

    private VideoIndex(Builder builder) {
        ids = Arrays.copyOf(builder.ids, builder.videos);
        starts = Arrays.copyOf(builder.starts, builder.videos + 1);
        seconds = Arrays.copyOf(builder.seconds, builder.size);
        qualities = Arrays.copyOf(builder.qualities, builder.size);
        frames = builder.index.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** How many known frames can be found: those of quality {@link Pdq#QUALITY_MIN} or more. */
    public int frames() {
        return frames.size();
    }

    /** The known videos, in the order in which they were added. */
    public LongStream videos() {
        return Arrays.stream(ids);
    }

    /** What it takes of memory, computed from its arrays. */
    public long bytes() {
        return frames.bytes() + 9L * seconds.length + 12L * ids.length;
    }

    private static List<VideoFrame> usable(List<VideoFrame> frames, int qualityMin) {
        return frames.stream()
                .filter(frame -> frame.quality() >= qualityMin)
                .sorted(Comparator.comparingDouble(VideoFrame::seconds))
                .toList();
    }

    /** The known videos of which the given frames hold enough, the most of the known one first. */
    public List<VideoMatch> match(List<VideoFrame> query, VideoThresholds thresholds) {
        var same = new Rule(thresholds.radius(), thresholds.qualityMin());
        return match(query, thresholds, video -> Optional.of(same));
    }

    /**
     * The same where more is known of the videos.
     *
     * @param rules what counts for a video, by what it was called; those for which there is nothing do not match
     */
    public List<VideoMatch> match(
            List<VideoFrame> query, VideoThresholds thresholds, LongFunction<Optional<Rule>> rules) {
        List<VideoFrame> asked = usable(query, thresholds.qualityMin());
        Map<Integer, Optional<Candidate>> candidates = new HashMap<>();
        @Nullable Pdq before = null;
        List<Hit> hits = List.of();
        for (int i = 0; i < asked.size(); i++) {
            VideoFrame frame = asked.get(i);
            if (!frame.pdq().equals(before)) {
                hits = frames.within(frame.pdq(), thresholds.radius());
                before = frame.pdq();
            }
            for (Hit hit : hits) {
                int place = (int) hit.id();
                if (qualities[place] >= thresholds.qualityMin()) {
                    Optional<Candidate> candidate = candidates.computeIfAbsent(
                            videoOf(place),
                            video -> rules.apply(ids[video]).map(rule -> new Candidate(video, rule, thresholds)));
                    if (candidate.isPresent()) {
                        candidate.get().mark(i, frame, place, hit.distance());
                    }
                }
            }
        }
        return candidates.values().stream()
                .flatMap(Optional::stream)
                .filter(Candidate::isMarked)
                .map(candidate -> candidate.match(asked))
                .filter(match -> match.isWhole() || !match.clips().isEmpty())
                .sorted(Comparator.comparingDouble(VideoMatch::targetPercent)
                        .reversed()
                        .thenComparingLong(VideoMatch::video))
                .toList();
    }

    /** Which video the frame at that place is of: the last that begins there or before. */
    private int videoOf(int place) {
        int low = 0;
        int high = ids.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= place) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What a query has found of one known video. */
    private final class Candidate implements OffsetVote.Target {
        private final int video;
        private final Rule rule;
        private final VideoThresholds thresholds;
        private final BitSet asked = new BitSet();
        private final BitSet found = new BitSet();
        private final OffsetVote vote;
        /** The distances of the frames in question from the nearest frame, and the number of the last one with its own. */
        private long distances;

        private int last = -1;
        private int nearest;

        Candidate(int video, Rule rule, VideoThresholds thresholds) {
            this.video = video;
            this.rule = rule;
            this.thresholds = thresholds;
            this.vote = new OffsetVote(this, rule.radius(), thresholds.clip());
        }

        boolean isMarked() {
            return !asked.isEmpty();
        }

        void mark(int query, VideoFrame frame, int place, int distance) {
            if (distance > rule.radius() || frame.quality() < rule.qualityMin()) {
                return;
            }
            if (query != last) {
                last = query;
                nearest = distance;
                distances += distance;
            } else if (distance < nearest) {
                distances -= nearest - distance;
                nearest = distance;
            }
            asked.set(query);
            found.set(place - starts[video]);
            vote.cast(query, seconds[place] - frame.seconds());
        }

        VideoMatch match(List<VideoFrame> query) {
            double queryPercent = 100.0 * asked.cardinality() / query.size();
            double targetPercent = 100.0 * found.cardinality() / comparable();
            boolean isWhole = queryPercent >= thresholds.queryPercentMin()
                    && targetPercent >= thresholds.targetPercentMin()
                    && Math.min(asked.cardinality(), found.cardinality()) >= thresholds.framesMin();
            List<VideoFrame> good = query.stream()
                    .filter(frame -> frame.quality() >= rule.qualityMin())
                    .toList();
            return new VideoMatch(
                    ids[video],
                    queryPercent,
                    targetPercent,
                    isWhole,
                    (int) Math.round((double) distances / asked.cardinality()),
                    span(query),
                    vote.clips(good));
        }

        private Clip span(List<VideoFrame> query) {
            return new Clip(
                    query.get(asked.nextSetBit(0)).seconds(),
                    query.get(asked.length() - 1).seconds(),
                    seconds(found.nextSetBit(0)),
                    seconds(found.length() - 1),
                    asked.cardinality());
        }

        /** Its frames that are good enough to be compared. */
        private long comparable() {
            long good = 0;
            for (int place = starts[video]; place < starts[video + 1]; place++) {
                good += qualities[place] >= thresholds.qualityMin() ? 1 : 0;
            }
            return good;
        }

        @Override
        public int size() {
            return starts[video + 1] - starts[video];
        }

        @Override
        public double seconds(int place) {
            return seconds[starts[video] + place];
        }

        @Override
        public boolean isNear(int place, Pdq hash, int radius) {
            int at = starts[video] + place;
            return qualities[at] >= thresholds.qualityMin() && frames.hash(at).distance(hash) <= radius;
        }
    }
}

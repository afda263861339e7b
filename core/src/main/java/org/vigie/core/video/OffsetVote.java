package org.vigie.core.video;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoThresholds.ClipRule;

/**
 * Finds the clips that two videos share. First every pair of matching frames votes for its offset; then the offsets with most
 * votes are walked through in time, and frames that match at that offset without too long a gap are a clip. Pairs are not kept:
 * the walk compares again, a few frames around each expected one.
 */
final class OffsetVote {
    /** So many offsets are walked through, those with most votes. A video that repeats itself has many. */
    private static final int OFFSETS_MAX = 64;

    private final Target target;
    private final int radius;
    private final ClipRule rule;
    private final Map<Integer, Votes> offsets = new HashMap<>();

    /** Frames in question that voted for an offset, and the last of them, which votes once. */
    private static final class Votes {
        private int count;
        private int last = -1;
    }

    /** The frames of a known video in the order of their times, by their places there. */
    interface Target {
        int size();

        double seconds(int place);

        /** Whether that frame counts and its hash is at most so many bits away. */
        boolean isNear(int place, Pdq hash, int radius);
    }

    /** @param radius bits within which frames match */
    OffsetVote(Target target, int radius, ClipRule rule) {
        this.target = target;
        this.radius = radius;
        this.rule = rule;
    }

    /**
     * Takes a vote.
     *
     * @param voter a number of the frame in question; it never goes down from one vote to the next
     * @param offset seconds in the known video minus seconds in the one in question
     */
    void cast(int voter, double offset) {
        Votes votes = offsets.computeIfAbsent((int) Math.round(offset / rule.tolerance()), any -> new Votes());
        if (votes.last != voter) {
            votes.last = voter;
            votes.count++;
        }
    }

    /**
     * The clips, by their beginning in the video in question. No frame in question is in two of them.
     *
     * @param query frames in question in the order of their times
     */
    List<Clip> clips(List<VideoFrame> query) {
        BitSet taken = new BitSet();
        List<Clip> clips = new ArrayList<>();
        offsets.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Integer, Votes> offset) -> -offset.getValue().count)
                        .thenComparingInt(offset -> Math.abs(offset.getKey())))
                .limit(OFFSETS_MAX)
                .forEach(offset -> new Walk(query, taken, offset.getKey() * rule.tolerance(), clips).along());
        clips.sort(Comparator.comparingDouble(Clip::queryFrom));
        return clips;
    }

    /** One pass over the frames in question at one offset. */
    private final class Walk {
        private final List<VideoFrame> query;
        private final BitSet taken;
        private final double offset;
        private final List<Clip> clips;
        /** The matching frames of the clip that is being walked through, here and there. */
        private final List<Integer> here = new ArrayList<>();

        private final List<Integer> there = new ArrayList<>();
        private int from;

        Walk(List<VideoFrame> query, BitSet taken, double offset, List<Clip> clips) {
            this.query = query;
            this.taken = taken;
            this.offset = offset;
            this.clips = clips;
        }

        void along() {
            for (int i = 0; i < query.size(); i++) {
                if (!taken.get(i)) {
                    step(i, query.get(i));
                }
            }
            end();
        }

        private void step(int i, VideoFrame frame) {
            if (!here.isEmpty() && frame.seconds() - query.get(here.getLast()).seconds() > rule.gap()) {
                end();
            }
            int match = nearest(frame);
            if (match >= 0) {
                here.add(i);
                there.add(match);
            }
        }

        /** The matching frame nearest to the expected time, or -1 if there is none within the tolerance. */
        private int nearest(VideoFrame frame) {
            double expected = frame.seconds() + offset;
            while (from < target.size() && target.seconds(from) < expected - rule.tolerance()) {
                from++;
            }
            int nearest = -1;
            double best = Double.MAX_VALUE;
            for (int at = from; at < target.size(); at++) {
                double away = Math.abs(target.seconds(at) - expected);
                if (target.seconds(at) > expected + rule.tolerance()) {
                    break;
                }
                if (away < best && target.isNear(at, frame.pdq(), radius)) {
                    best = away;
                    nearest = at;
                }
            }
            return nearest;
        }

        private void end() {
            if (!here.isEmpty()) {
                double start = query.get(here.getFirst()).seconds();
                double stop = query.get(here.getLast()).seconds();
                if (here.size() >= rule.framesMin() && stop - start >= rule.secondsMin()) {
                    here.forEach(taken::set);
                    clips.add(new Clip(
                            start,
                            stop,
                            target.seconds(there.getFirst()),
                            target.seconds(there.getLast()),
                            here.size()));
                }
            }
            here.clear();
            there.clear();
        }
    }
}

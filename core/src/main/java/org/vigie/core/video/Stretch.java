package org.vigie.core.video;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a video in which something is seen again and again.
 *
 * @param from seconds from the first frame of the video to the first in which it is seen
 * @param to seconds to the last one
 * @param frames in which it is seen, 1 or more
 */
public record Stretch(double from, double to, int frames) {
    public Stretch {
        if (!(from >= 0) || !(to >= from) || Double.isInfinite(to) || frames < 1) {
            throw new IllegalArgumentException("%d frames from %s to %s s".formatted(frames, from, to));
        }
    }

    /**
     * The stretches of the frames at these times.
     *
     * @param seconds in order
     * @param gap so many seconds may pass within a stretch without such a frame
     */
    public static List<Stretch> of(List<Double> seconds, double gap) {
        List<Stretch> stretches = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= seconds.size(); i++) {
            if (i == seconds.size() || seconds.get(i) - seconds.get(i - 1) > gap) {
                stretches.add(new Stretch(seconds.get(first), seconds.get(i - 1), i - first));
                first = i;
            }
        }
        return stretches;
    }

    /** Whether it is long enough to count as a clip. */
    public boolean isClip(VideoThresholds.ClipRule rule) {
        return frames >= rule.framesMin() && to - from >= rule.secondsMin();
    }

    /** Whether both have a moment in common. */
    public boolean meets(Stretch other) {
        return from <= other.to && other.from <= to;
    }
}

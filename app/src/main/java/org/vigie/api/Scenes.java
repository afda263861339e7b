package org.vigie.api;

import java.util.ArrayList;
import java.util.List;
import org.vigie.core.hash.Pdq;
import org.vigie.core.probe.ProbeLimits;
import org.vigie.core.video.VideoFrame;

/**
 * What a video asks, as far as it is a question about lists: the first of all frames that resemble one another. A picture that
 * is shown for a minute is one question, as it is when it is sent as a picture; a thousand pictures one after the other are a
 * thousand.
 */
final class Scenes {
    private Scenes() {}

    /** Hashes that are all farther from each other than what is near, in the order in which they are shown. */
    static List<Pdq> of(List<VideoFrame> frames) {
        List<Pdq> scenes = new ArrayList<>();
        for (var frame : frames) {
            boolean isGood = frame.quality() >= Pdq.QUALITY_MIN;
            if (isGood && scenes.stream().noneMatch(scene -> scene.distance(frame.pdq()) <= ProbeLimits.NEAR_BITS)) {
                scenes.add(frame.pdq());
            }
        }
        return scenes;
    }
}

package org.vigie.core.video;

import java.util.List;

/**
 * What a video and a listed one have in common.
 *
 * @param queryPercent of the frames in question that match some frame of the listed video
 * @param targetPercent of the frames of the listed video that match some frame in question
 * @param clips the stretches that they share, with their times in both, by their beginning in the video in question; one at least
 */
public record VideoOverlap(double queryPercent, double targetPercent, List<Clip> clips) {
    public VideoOverlap {
        clips = List.copyOf(clips);
    }

    /** Where that is in the video in question. */
    public List<Stretch> stretches() {
        return clips.stream()
                .map(clip -> new Stretch(clip.queryFrom(), clip.queryTo(), clip.frames()))
                .toList();
    }
}

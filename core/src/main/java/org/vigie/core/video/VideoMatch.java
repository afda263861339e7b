package org.vigie.core.video;

import java.util.List;

/**
 * A known video of which a video holds enough.
 *
 * @param video what the known one was called when the index was built
 * @param queryPercent of the frames in question that match some frame of the known video; frames of low quality do not count
 * @param targetPercent of the frames of the known video that match some frame in question
 * @param isWhole whether both percentages reach their thresholds; if not, the clips do
 * @param clips the stretches that they share, by their beginning in the video in question
 */
public record VideoMatch(long video, double queryPercent, double targetPercent, boolean isWhole, List<Clip> clips) {
    public VideoMatch {
        clips = List.copyOf(clips);
    }
}

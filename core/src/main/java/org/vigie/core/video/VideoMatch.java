package org.vigie.core.video;

import java.util.List;
import org.vigie.core.hash.Pdq;

/**
 * A known video of which a video holds enough.
 *
 * @param video what the known one was called when the index was built
 * @param queryPercent of the frames in question that match some frame of the known video; frames of low quality do not count
 * @param targetPercent of the frames of the known video that match some frame in question
 * @param isWhole whether both percentages reach their thresholds; if not, the clips do
 * @param distance bits by which a frame in question that matches differs from the nearest one of the known video, on average and
 *     rounded; 0 to {@link Pdq#RADIUS}
 * @param span from the first frame that matches to the last, in either, whatever lies between
 * @param clips the stretches that they share, by their beginning in the video in question
 */
public record VideoMatch(
        long video,
        double queryPercent,
        double targetPercent,
        boolean isWhole,
        int distance,
        Clip span,
        List<Clip> clips) {
    public VideoMatch {
        clips = List.copyOf(clips);
    }

    /** What they share: the clips, or where there is none the span. */
    public List<Clip> shared() {
        return clips.isEmpty() ? List.of(span) : clips;
    }
}

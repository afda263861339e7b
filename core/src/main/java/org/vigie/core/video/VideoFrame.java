package org.vigie.core.video;

import org.vigie.core.hash.Pdq;

/**
 * The hash of one frame of a video, as in vPDQ.
 *
 * @param frame its number among all frames of the video, the first being 0
 * @param pdq of the frame at its full size
 * @param quality of that hash, 0 to 100
 * @param seconds when it is shown, from the first frame on
 */
public record VideoFrame(int frame, Pdq pdq, int quality, double seconds) {
    public VideoFrame {
        if (frame < 0 || quality < 0 || quality > 100 || !(seconds >= 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("frame %d of quality %d at %s s".formatted(frame, quality, seconds));
        }
    }
}

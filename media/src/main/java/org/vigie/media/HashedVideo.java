package org.vigie.media;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.video.VideoFrame;

/**
 * A video of which at least one frame was decoded.
 *
 * @param width of the first frame, pixels
 * @param height pixels
 * @param decoded frames, hashed or not
 * @param damaged frames that were left out since they cannot be decoded without guessing
 * @param frames those that were hashed, in the order in which they are shown
 * @param cut why the frames are not all; null if they are. A known part of a broken video is known all the same
 */
public record HashedVideo(
        String mime,
        int width,
        int height,
        int decoded,
        int damaged,
        List<VideoFrame> frames,
        @Nullable UndecodableReason cut)
        implements VideoHashing {
    public HashedVideo {
        frames = List.copyOf(frames);
    }
}

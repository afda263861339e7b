package org.vigie.crawl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;

/** Frames of a video as they are stored, if there are any. */
final class FrameBytes {
    private FrameBytes() {}

    /** Null where there are none. */
    static byte @Nullable [] written(List<VideoFrame> frames) {
        return frames.isEmpty() ? null : FrameList.bytes(frames);
    }

    static List<VideoFrame> read(byte @Nullable [] stored) {
        return stored == null ? List.of() : FrameList.read(stored);
    }
}

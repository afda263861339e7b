package org.vigie.crawl;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoFrame;

/** Frames of a video as they are stored: number, milliseconds, quality and hash of each, {@value #FRAME_BYTES} bytes. */
final class FrameBytes {
    private static final int HASH_BYTES = 32;
    private static final int FRAME_BYTES = Integer.BYTES + Integer.BYTES + 1 + HASH_BYTES;
    private static final double MILLISECONDS = 1_000;

    private FrameBytes() {}

    /** Null where there are none. */
    static byte @Nullable [] written(List<VideoFrame> frames) {
        if (frames.isEmpty()) {
            return null;
        }
        var bytes = ByteBuffer.allocate(frames.size() * FRAME_BYTES);
        for (VideoFrame frame : frames) {
            bytes.putInt(frame.frame())
                    .putInt((int) Math.round(frame.seconds() * MILLISECONDS))
                    .put((byte) frame.quality())
                    .put(frame.pdq().value().bytes());
        }
        return bytes.array();
    }

    static List<VideoFrame> read(byte @Nullable [] stored) {
        List<VideoFrame> frames = new ArrayList<>();
        if (stored == null) {
            return frames;
        }
        var bytes = ByteBuffer.wrap(stored);
        while (bytes.remaining() >= FRAME_BYTES) {
            int number = bytes.getInt();
            double seconds = bytes.getInt() / MILLISECONDS;
            int quality = bytes.get();
            var hash = new byte[HASH_BYTES];
            bytes.get(hash);
            frames.add(new VideoFrame(number, Pdq.of(HashValue.of(HashAlgorithm.PDQ, hash)), quality, seconds));
        }
        return frames;
    }
}

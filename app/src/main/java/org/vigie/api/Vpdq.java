package org.vigie.api;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.vigie.core.video.VideoFrame;

/**
 * Frames of a video as python-threatexchange writes a signal of type {@code vpdq}: a list in JSON of texts, each of a hash in
 * hexadecimal, its quality, and the seconds at which the frame is shown, with commas between.
 */
final class Vpdq {
    private Vpdq() {}

    static String signal(List<VideoFrame> frames) {
        return frames.stream().map(Vpdq::frame).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Nothing in it would have to be escaped. */
    private static String frame(VideoFrame frame) {
        return String.format(
                Locale.ROOT, "\"%s,%d,%.3f\"", frame.pdq().hex(), frame.quality(), frame.seconds());
    }
}

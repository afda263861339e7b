package org.vigie.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;
import org.vigie.core.video.VideoFrame;

/**
 * Frames of a video as python-threatexchange writes a signal of type {@code vpdq}: a list in JSON of texts, each of a hash in
 * hexadecimal, its quality, and the seconds at which the frame is shown, with commas between.
 */
final class Vpdq {
    /** After the point. */
    private static final int SECONDS_DIGITS = 3;

    private Vpdq() {}

    static String signal(List<VideoFrame> frames) {
        return frames.stream().map(Vpdq::frame).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Nothing in it would have to be escaped. */
    private static String frame(VideoFrame frame) {
        var seconds = BigDecimal.valueOf(frame.seconds()).setScale(SECONDS_DIGITS, RoundingMode.HALF_UP);
        return "\"%s,%s,%s\"".formatted(frame.pdq().hex(), Integer.toString(frame.quality()), seconds.toPlainString());
    }
}

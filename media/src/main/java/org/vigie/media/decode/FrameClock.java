package org.vigie.media.decode;

import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * When frames are shown, counted from the first one: what the file says, else FFmpeg's guess from when they are decoded, else
 * from their number. The guess is not taken first: it goes wrong where frames are skipped.
 */
final class FrameClock {
    /** For videos that say neither when a frame is shown nor how many there are in a second. */
    private static final double USUAL_RATE = 25;

    private static final double RATE_MAX = 1_000;

    private final double tick;
    private final double rate;
    private long first = avutil.AV_NOPTS_VALUE();

    FrameClock(AVStream stream) {
        tick = ratio(stream.time_base());
        double mean = ratio(stream.avg_frame_rate());
        double known = mean > 0 ? mean : ratio(stream.r_frame_rate());
        rate = known > 0 && known <= RATE_MAX ? known : USUAL_RATE;
    }

    private static double ratio(AVRational rational) {
        return rational.den() == 0 ? 0 : (double) rational.num() / rational.den();
    }

    /**
     * Seconds from the first frame that this was asked for, which is to be the first of the video.
     *
     * @param counted how many frames came before
     */
    double seconds(AVFrame frame, int counted) {
        long shown = frame.pts();
        if (shown == avutil.AV_NOPTS_VALUE()) {
            shown = frame.best_effort_timestamp();
        }
        if (shown == avutil.AV_NOPTS_VALUE()) {
            return counted / rate;
        }
        if (first == avutil.AV_NOPTS_VALUE()) {
            first = shown;
        }
        return Math.max(0, (double) (shown - first) * tick);
    }

    /** The number of a frame among all, where only some are decoded. */
    int number(double seconds) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(seconds * rate));
    }
}

package org.vigie.media.decode;

import java.io.DataOutputStream;
import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.FrameHasher;
import org.vigie.core.hash.PdqResult;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;

/** The decoded frames of one video as they come: counted, timed, and those that are wanted hashed and sent. */
final class VideoFrames {
    private static final long NANOS_PER_MILLISECOND = 1_000_000;

    private final VideoWire.Request request;
    private final FrameClock clock;
    private final DataOutputStream out;
    private final long start = System.nanoTime();

    private @Nullable FramePixels pixels;
    private @Nullable FrameHasher hasher;
    private int width;
    private int height;
    private int decoded;
    private int damaged;
    private int hashed;
    private double due;
    private VideoWire.Cut cut = VideoWire.Cut.NONE;

    VideoFrames(VideoWire.Request request, FrameClock clock, DataOutputStream out) {
        this.request = request;
        this.clock = clock;
        this.out = out;
    }

    /** Takes the next frame, unless {@link #isEnough}. */
    void take(AVFrame frame) throws IOException, PictureFault {
        if (decoded == 0) {
            width = frame.width();
            height = frame.height();
        }
        double seconds = clock.seconds(frame, decoded);
        if (seconds > request.secondsMax()) {
            cut = VideoWire.Cut.TOO_LONG;
        } else if (System.nanoTime() - start > request.millisecondsMax() * NANOS_PER_MILLISECOND) {
            cut = VideoWire.Cut.TIMED_OUT;
        } else if (isGuessed(frame)) {
            decoded++;
            damaged++;
        } else if (!isWanted(seconds)) {
            decoded++;
        } else if (hashed == request.framesMax()) {
            cut = VideoWire.Cut.TOO_MANY_FRAMES;
        } else {
            send(frame, seconds);
            decoded++;
            hashed++;
        }
    }

    private static boolean isGuessed(AVFrame frame) {
        return frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
    }

    private boolean isWanted(double seconds) {
        if (!(request.pick() instanceof FramePick.PerSecond rate)) {
            return true;
        }
        if (!rate.isDue(seconds, due)) {
            return false;
        }
        due = rate.dueAfter(seconds);
        return true;
    }

    private void send(AVFrame frame, double seconds) throws IOException, PictureFault {
        Decoder.checkSides(frame.width(), frame.height(), request.pixelsMax());
        if (pixels == null || !pixels.isFor(frame)) {
            pixels = new FramePixels(frame);
        }
        if (hasher == null || !hasher.isFor(frame.width(), frame.height())) {
            hasher = new FrameHasher(frame.width(), frame.height());
        }
        PdqResult result = hasher.hash(pixels.luma(frame));
        int number = request.pick() instanceof FramePick.KeyFrames ? clock.number(seconds) : decoded;
        VideoFrame video = new VideoFrame(number, result.hash(), result.quality(), seconds);
        VideoWire.write(out, request.nonce(), new VideoWire.Frame(video));
    }

    void countDamaged() {
        damaged++;
    }

    /** Whether a limit is reached: no further frame is taken. */
    boolean isEnough() {
        return cut != VideoWire.Cut.NONE;
    }

    /** Which limit ended the video; none where it was read to its end. */
    VideoWire.Cut cut() {
        return cut;
    }

    int decoded() {
        return decoded;
    }

    int damaged() {
        return damaged;
    }

    /** Of the first frame, pixels. */
    int width() {
        return width;
    }

    /** Of the first frame, pixels. */
    int height() {
        return height;
    }
}

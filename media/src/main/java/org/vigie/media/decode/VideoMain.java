package org.vigie.media.decode;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import org.vigie.media.sandbox.EscapeAttempt;
import org.vigie.media.sandbox.SelfConfinement;

/**
 * The program of the process that decodes a video: confine itself, load FFmpeg, try to escape, say hello, decode one video,
 * end. A process that has seen a video sees nothing else.
 */
public final class VideoMain {
    private static final int BUFFER = 1 << 16;

    /** Exit codes: 3 a bad message, 4 no memory, 5 no FFmpeg. */
    private static final int BAD_MESSAGE = 3;

    private static final int NO_MEMORY = 4;
    private static final int NO_FFMPEG = 5;

    private VideoMain() {}

    /**
     * Runs until the video is hashed or the input ends.
     *
     * @param args as {@link ChildOptions#arguments()} writes them
     */
    public static void main(String[] args) throws IOException {
        ChildOptions options = ChildOptions.parse(args);
        DataInputStream in =
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER));
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
        boolean filtered = SelfConfinement.apply(options.rlimits());
        if (!Ffmpeg.load()) {
            complain();
            Runtime.getRuntime().halt(NO_FFMPEG);
        }
        Wire.write(out, new Wire.Hello(EscapeAttempt.refusedBy(options.parentPid()), filtered));
        try {
            VideoWire.Request request = VideoWire.readRequest(in);
            VideoInput input = new VideoInput(in, out, request);
            VideoWire.Message answer = answer(request, input, out);
            if (!input.isLost()) {
                VideoWire.write(out, request.nonce(), answer);
            }
        } catch (EOFException parentIsGone) {
            return;
        } catch (Wire.BadMessage e) {
            Runtime.getRuntime().halt(BAD_MESSAGE);
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(NO_MEMORY);
        }
    }

    private static VideoWire.Message answer(VideoWire.Request request, VideoInput input, DataOutputStream out)
            throws IOException {
        try {
            return VideoDecoder.decode(request, input, out);
        } catch (PictureFault e) {
            return new VideoWire.Failed(e.fault());
        } catch (OutOfMemoryError e) {
            return new VideoWire.Failed(Fault.OUT_OF_MEMORY);
        } catch (RuntimeException | StackOverflowError | InternalError brokenByTheVideo) {
            return new VideoWire.Failed(Fault.CORRUPT);
        }
    }

    /** Before any video is seen, for the parent's report. */
    private static void complain() throws IOException {
        try (var err = new FileOutputStream(FileDescriptor.err)) {
            err.write(
                    "the libraries of FFmpeg cannot be loaded\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }
}

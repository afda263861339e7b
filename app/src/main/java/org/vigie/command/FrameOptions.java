package org.vigie.command;

import org.jspecify.annotations.Nullable;
import org.vigie.core.video.FramePick;
import picocli.CommandLine.Option;

/** Which frames of a video, where the command line says so. */
final class FrameOptions {
    @Option(
            names = "--rate",
            paramLabel = "FRAMES",
            description = "With --video: so many frames for each second, more than 0 and up to 1000; 0.5 is one"
                    + " every two seconds. All frames are decoded all the same.")
    private @Nullable Double rate;

    @Option(
            names = "--key-frames",
            description = "With --video: only the frames that are decoded without others, a few seconds apart."
                    + " Several times faster.")
    private boolean keyFrames;

    /** @param otherwise where the command line names none */
    static FramePick pick(@Nullable FrameOptions options, FramePick otherwise) {
        return options == null ? otherwise : options.pick(otherwise);
    }

    private FramePick pick(FramePick otherwise) {
        if (rate == null) {
            return keyFrames ? FramePick.KEY_FRAMES : otherwise;
        }
        try {
            return FramePick.perSecond(rate);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--rate is more than 0 and at most 1000 frames for each second.");
        }
    }
}

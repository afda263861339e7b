package org.vigie.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.vigie.core.video.FramePick;
import org.vigie.media.HashedVideo;
import org.vigie.media.SandboxLevel;
import org.vigie.media.UndecodableVideo;
import org.vigie.media.VideoHasher;
import org.vigie.media.VideoLimits;
import org.vigie.media.VideoSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./vigie bench video}: hashing the frames of videos in the sandbox, one at a time and each in one thread. */
@Command(
        name = "video",
        mixinStandardHelpOptions = true,
        description = "Hashes the frames of videos, one after the other, each in a process of its own.")
final class VideoBench implements Callable<Integer> {
    private static final int CANNOT = 6;
    private static final int PARTLY = 7;
    private static final double NANOS = 1e9;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often all of it is done; the median counts. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--key-frames", description = "Only the frames that are decoded without others.")
    private boolean keyFrames;

    @Option(names = "--rate", paramLabel = "FRAMES", description = "So many frames for each second of the video.")
    private double rate;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Videos.")
    private List<Path> files;

    @Mixin
    private Figures figures = new Figures();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    VideoBench() {}

    /** What one round over all files took: hashing alone, and with the start of a process for each. */
    private record Round(int frames, int decoded, long hashing, long starting) {}

    @Override
    public Integer call() throws IOException {
        Path scratch = Files.createTempDirectory("vigie-bench");
        try (VideoHasher hasher = VideoHasher.open(new VideoHasher.Settings(scratch, VideoLimits.DEFAULT, 1, false))) {
            if (hasher.sandbox().level() == SandboxLevel.NONE) {
                figures.progress("no video is decoded here: " + hasher.sandbox().summary());
                return CANNOT;
            }
            Round[] all = new Round[Math.max(1, rounds)];
            for (int i = 0; i < all.length; i++) {
                figures.progress("round %d of %d".formatted(i + 1, all.length));
                all[i] = round(hasher);
            }
            return print(all[0].frames(), all[0].decoded(), median(all, Round::hashing), median(all, Round::starting));
        } finally {
            delete(scratch);
        }
    }

    private static double median(Round[] rounds, ToLongFunction<Round> time) {
        return Arrays.stream(rounds).mapToLong(time).sorted().toArray()[rounds.length / 2] / NANOS;
    }

    private int print(int frames, int decoded, double seconds, double starting) {
        if (decoded == 0) {
            return PARTLY;
        }
        figures.with("frames", frames)
                .with("frames_per_s", frames / seconds)
                .with("seconds", seconds)
                .with("decoded_frames", decoded)
                .with("process_start_s", starting / files.size())
                .with("frames_per_s_with_process_start", frames / (seconds + starting))
                .with("threads", 1)
                .print();
        return 0;
    }

    private Round round(VideoHasher hasher) throws IOException {
        Round sum = new Round(0, 0, 0, 0);
        for (Path file : files) {
            long start = System.nanoTime();
            hasher.prepare();
            long ready = System.nanoTime();
            try (FileChannel video = FileChannel.open(file)) {
                switch (hasher.hash(VideoSource.of(video), pick())) {
                    case HashedVideo hashed ->
                        sum = new Round(
                                sum.frames() + hashed.frames().size(),
                                sum.decoded() + hashed.decoded(),
                                sum.hashing() + System.nanoTime() - ready,
                                sum.starting() + ready - start);
                    case UndecodableVideo not -> figures.progress(file + ": " + not.reason());
                }
            }
        }
        return sum;
    }

    private FramePick pick() {
        if (rate > 0) {
            return FramePick.perSecond(rate);
        }
        return keyFrames ? FramePick.KEY_FRAMES : FramePick.EVERY;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

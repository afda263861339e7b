package org.vigie.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;
import org.vigie.database.FileTree;
import org.vigie.media.HashedVideo;
import org.vigie.media.UndecodableReason;
import org.vigie.media.UndecodableVideo;
import org.vigie.media.VideoHasher;
import org.vigie.media.VideoLimits;
import org.vigie.media.VideoSource;

/** Hashes the frames of video files that were named on the command line. Safe for any number of threads. */
final class VideoFileHasher implements AutoCloseable {
    private static final double MILLISECONDS = 1_000;

    private final Path scratch;
    private final VideoHasher hasher;

    private VideoFileHasher(Path scratch, VideoHasher hasher) {
        this.scratch = scratch;
        this.hasher = hasher;
    }

    /** @param workers videos that are decoded at a time */
    static VideoFileHasher open(int workers) throws IOException {
        Path scratch = Files.createTempDirectory("vigie-video");
        var settings = new VideoHasher.Settings(scratch, VideoLimits.DEFAULT, workers, false);
        return new VideoFileHasher(scratch, VideoHasher.open(settings));
    }

    /**
     * What came of one file.
     *
     * @param error null where all that was asked for was hashed; otherwise why not, after the frames there are
     */
    record Result(List<VideoFrame> frames, @Nullable String error) {
        private static Result failed(String error) {
            return new Result(List.of(), error);
        }
    }

    /** Never throws for what is in a file: a {@link Result} says what is wrong with it. */
    Result hash(Path file, FramePick pick) {
        if (Files.isDirectory(file)) {
            return Result.failed("IS_A_DIRECTORY");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return switch (hasher.hash(VideoSource.of(channel), pick)) {
                case HashedVideo video -> {
                    UndecodableReason cut = video.cut();
                    yield new Result(video.frames(), cut == null ? null : cut.name());
                }
                case UndecodableVideo not -> Result.failed(not.reason().name());
            };
        } catch (NoSuchFileException e) {
            return Result.failed("NO_SUCH_FILE");
        } catch (IOException e) {
            return Result.failed("NOT_READABLE");
        }
    }

    /** As lines tell a time: to the millisecond. */
    static double told(double seconds) {
        return Math.round(seconds * MILLISECONDS) / MILLISECONDS;
    }

    @Override
    public void close() throws IOException {
        hasher.close();
        FileTree.delete(scratch);
    }
}

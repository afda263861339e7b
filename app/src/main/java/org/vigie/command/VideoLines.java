package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;
import org.vigie.database.FileTree;
import org.vigie.media.HashedVideo;
import org.vigie.media.UndecodableReason;
import org.vigie.media.UndecodableVideo;
import org.vigie.media.VideoHasher;
import org.vigie.media.VideoHashing;
import org.vigie.media.VideoSource;

/**
 * Hashes videos that were named on the command line and prints a line for each frame. A file that is not hashed to its end has
 * a last line that says why, after the frames there are.
 */
final class VideoLines {
    private static final double MILLISECONDS = 1_000;

    private final PrintWriter out;
    private final boolean json;
    private final FramePick pick;

    VideoLines(PrintWriter out, boolean json, FramePick pick) {
        this.out = out;
        this.json = json;
        this.pick = pick;
    }

    /** Prints all of them and gives the exit code. */
    int print(List<Path> files) throws IOException {
        Path scratch = Files.createTempDirectory("vigie-video");
        boolean complete = true;
        try (VideoHasher hasher = VideoHasher.open(VideoHasher.Settings.in(scratch))) {
            for (Path file : files) {
                complete &= print(hasher, file);
                out.flush();
            }
        } finally {
            FileTree.delete(scratch);
        }
        return complete ? ExitCode.OK : ExitCode.PARTIAL;
    }

    private boolean print(VideoHasher hasher, Path file) {
        if (Files.isDirectory(file)) {
            return error(file, "IS_A_DIRECTORY");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            VideoHashing hashing = hasher.hash(VideoSource.of(channel), pick);
            return switch (hashing) {
                case HashedVideo video -> {
                    video.frames().forEach(frame -> print(file, frame));
                    UndecodableReason cut = video.cut();
                    yield cut == null || error(file, cut.name());
                }
                case UndecodableVideo not -> error(file, not.reason().name());
            };
        } catch (NoSuchFileException e) {
            return error(file, "NO_SUCH_FILE");
        } catch (IOException e) {
            return error(file, "NOT_READABLE");
        }
    }

    private void print(Path file, VideoFrame frame) {
        double seconds = Math.round(frame.seconds() * MILLISECONDS) / MILLISECONDS;
        if (!json) {
            out.println("%s  %d  %s s  %s  quality %d"
                    .formatted(file, frame.frame(), seconds, frame.pdq().value(), frame.quality()));
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("frame", frame.frame());
        fields.put("quality", frame.quality());
        fields.put("pdq", frame.pdq().hex());
        fields.put("seconds", seconds);
        out.println(Json.line(fields));
    }

    private boolean error(Path file, String reason) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("error", reason);
        out.println(json ? Json.line(fields) : "%s  %s".formatted(file, reason));
        return false;
    }
}

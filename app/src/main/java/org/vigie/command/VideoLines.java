package org.vigie.command;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.vigie.media.VideoLimits;
import org.vigie.media.VideoSource;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Hashes videos that were named on the command line and prints a line for each frame. A file that is not hashed to its end has
 * a last line that says why, after the frames there are.
 */
final class VideoLines {
    private static final double MILLISECONDS = 1_000;

    private final CommandSpec spec;
    private final boolean json;
    private final FramePick pick;

    VideoLines(CommandSpec spec, boolean json, FramePick pick) {
        this.spec = spec;
        this.json = json;
        this.pick = pick;
    }

    /** Prints all of them and gives the exit code. */
    int print(FileOptions files) throws IOException {
        Path scratch = Files.createTempDirectory("vigie-video");
        var settings = new VideoHasher.Settings(scratch, VideoLimits.DEFAULT, files.threads(), false);
        try (VideoHasher hasher = VideoHasher.open(settings)) {
            return files.each(
                    "hashing", spec.commandLine().getOut(), spec.commandLine().getErr(), file -> lines(hasher, file));
        } finally {
            FileTree.delete(scratch);
        }
    }

    private FileOptions.Lines lines(VideoHasher hasher, Path file) {
        if (Files.isDirectory(file)) {
            return failed(file, "IS_A_DIRECTORY");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            VideoHashing hashing = hasher.hash(VideoSource.of(channel), pick);
            return switch (hashing) {
                case HashedVideo video -> {
                    List<String> lines = new ArrayList<>();
                    video.frames().forEach(frame -> lines.add(line(file, frame)));
                    UndecodableReason cut = video.cut();
                    if (cut != null) {
                        lines.add(error(file, cut.name()));
                    }
                    yield new FileOptions.Lines(lines, cut == null);
                }
                case UndecodableVideo not -> failed(file, not.reason().name());
            };
        } catch (NoSuchFileException e) {
            return failed(file, "NO_SUCH_FILE");
        } catch (IOException e) {
            return failed(file, "NOT_READABLE");
        }
    }

    private String line(Path file, VideoFrame frame) {
        double seconds = Math.round(frame.seconds() * MILLISECONDS) / MILLISECONDS;
        if (!json) {
            return "%s  %d  %s s  %s  quality %d"
                    .formatted(file, frame.frame(), seconds, frame.pdq().value(), frame.quality());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("frame", frame.frame());
        fields.put("quality", frame.quality());
        fields.put("pdq", frame.pdq().hex());
        fields.put("seconds", seconds);
        return Json.line(fields);
    }

    private FileOptions.Lines failed(Path file, String reason) {
        return new FileOptions.Lines(List.of(error(file, reason)), false);
    }

    private String error(Path file, String reason) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("error", reason);
        return json ? Json.line(fields) : "%s  %s".formatted(file, reason);
    }
}

package org.vigie.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vigie.core.video.FramePick;
import org.vigie.core.video.VideoFrame;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Hashes videos that were named on the command line and prints a line for each frame. A file that is not hashed to its end has
 * a last line that says why, after the frames there are.
 */
final class VideoLines {
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
        try (var hashing = VideoFileHasher.open(files.threads())) {
            return files.each("hashing", spec, terms(), file -> lines(file, hashing.hash(file, pick)));
        }
    }

    private OutputTerms terms() {
        return OutputTerms.withoutError(Map.of("command", "hash --video", "frames", pick.toString()));
    }

    private FileOptions.Lines lines(Path file, VideoFileHasher.Result result) {
        List<String> lines = new ArrayList<>();
        result.frames().forEach(frame -> lines.add(line(file, frame)));
        String error = result.error();
        if (error != null) {
            lines.add(error(file, error));
        }
        return new FileOptions.Lines(lines, error == null);
    }

    private String line(Path file, VideoFrame frame) {
        double seconds = VideoFileHasher.told(frame.seconds());
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

    private String error(Path file, String reason) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", file.toString());
        fields.put("error", reason);
        return json ? Json.line(fields) : "%s  %s".formatted(file, reason);
    }
}

package org.vigie.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.FramePick;
import org.vigie.media.Hashed;
import org.vigie.media.decode.DecodeMode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie hash}: the hashes of picture files, or of the frames of videos, decoded in the sandbox. */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the hashes of pictures, one line for each file. A directory stands for all files in it and below.",
            "With --video, the hashes of the frames of videos (vPDQ), one line for each frame."
        })
final class HashCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(names = "--video", description = "The files are videos.")
    private boolean video;

    @ArgGroup
    private @Nullable FrameOptions which;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "full-resolution",
            description = {
                "From how much of a picture the PDQ hash is made. Default: ${DEFAULT-VALUE}, what lists are made with.",
                "reduced: faster, at most about 4 bits away on photographs.",
                "512-first: as the reference program in C++, to compare with lists made by it."
            })
    private String mode;

    @Option(names = "--positions", description = "With --json: also the PDQ hashes turned and mirrored, all eight.")
    private boolean positions;

    @Mixin
    private FileOptions files;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    HashCommand() {}

    @Override
    public Integer call() throws IOException {
        if (video) {
            FramePick pick = FrameOptions.pick(which, FramePick.EVERY);
            return new VideoLines(spec, json || files.isToFile(), pick).print(files);
        }
        if (which != null) {
            throw new Failure(ExitCode.USAGE, "--rate and --key-frames need --video.");
        }
        boolean isJson = json || files.isToFile();
        try (var hashing = FileHasher.open(mode(), files.threads())) {
            return files.each("hashing", spec, terms(), file -> {
                FileHasher.Result result = hashing.hash(file);
                String line = isJson ? Json.line(fields(result)) : text(result);
                return new FileOptions.Lines(List.of(line), result.error() == null);
            });
        }
    }

    private OutputTerms terms() {
        return OutputTerms.withoutError(
                Map.of("command", "hash", "mode", mode, "positions", Boolean.toString(positions)));
    }

    private DecodeMode mode() {
        return DecodeMode.ofLabel(mode)
                .orElseThrow(() ->
                        new Failure(ExitCode.USAGE, "--mode is full-resolution, reduced or 512-first, not " + mode));
    }

    private Map<String, Object> fields(FileHasher.Result result) {
        Map<String, Object> fields = result.fields();
        if (positions && result.hashing() instanceof Hashed) {
            fields.put("pdq_positions", result.positions());
        }
        return fields;
    }

    private static String text(FileHasher.Result result) {
        if (result.error() != null) {
            return "%s  %s".formatted(result.file(), result.error());
        }
        MediaHashes hashes = result.requireHashes();
        return "%s  %s  %s  quality %d"
                .formatted(
                        result.file(),
                        hashes.sha256(),
                        hashes.pdq() == null ? "-" : hashes.pdq().value(),
                        hashes.pdqQuality());
    }
}

package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.vigie.core.hash.MediaHashes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie hash}: the hashes of picture files, decoded in the sandbox. */
@Command(
        name = "hash",
        mixinStandardHelpOptions = true,
        description = "Prints the hashes of pictures, one line for each file.")
final class HashCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Pictures.")
    private List<Path> files;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    HashCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean complete = true;
        try (var hashing = FileHasher.open()) {
            for (Path file : files) {
                FileHasher.Result result = hashing.hash(file);
                complete &= result.error() == null;
                out.println(json ? Json.line(result.fields()) : text(result));
                out.flush();
            }
        }
        return complete ? ExitCode.OK : ExitCode.PARTIAL;
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

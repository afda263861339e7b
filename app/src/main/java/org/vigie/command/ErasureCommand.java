package org.vigie.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vigie.retention.Night;
import org.vigie.retention.Replayed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie erasure}: what was erased stays erased, also in a copy that was restored. */
@Command(name = "erasure", mixinStandardHelpOptions = true, description = "Keeps erased records erased.")
final class ErasureCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    ErasureCommand() {}

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "After a copy of the database was restored: erases again what the list beside the keys names."
                    + " Run it before 'serve'.")
    int replay(
            @Mixin Running running,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "LIST",
                            description = "The keys/erasures.txt of each other copy of Vigie on this database.")
                    @Nullable
                    List<Path> others) {
        List<Path> lists = others == null ? List.of() : others;
        if (!lists.stream().allMatch(Files::isReadable)) {
            throw new Failure(ExitCode.NOT_FOUND, "One of these lists is not there or cannot be read.");
        }
        try (var application = running.alone()) {
            Replayed replayed = application.getBean(Night.class).replay(lists);
            var out = spec.commandLine().getOut();
            out.println("%d records erased again".formatted(replayed.erased()));
            replayed.held()
                    .forEach(left ->
                            out.println("left, a hold keeps it: %s %s. Lift the hold and run this again, or leave it."
                                    .formatted(left.kind(), left.record())));
            replayed.open()
                    .forEach(left -> out.println(
                            "left, nobody knows whether it was erased: %s %s. Decide, and use 'vigie erase'."
                                    .formatted(left.kind(), left.record())));
            if (replayed.damaged() > 0) {
                out.println("%d lines of the list cannot be read".formatted(replayed.damaged()));
            }
            return replayed.isClean() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }
}

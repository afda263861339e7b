package org.vigie.command;

import org.vigie.retention.Night;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    int replay(@Mixin Running running) {
        try (var application = running.alone()) {
            int erased = application.getBean(Night.class).replay();
            spec.commandLine().getOut().println("%d records erased again".formatted(erased));
            return ExitCode.OK;
        }
    }
}

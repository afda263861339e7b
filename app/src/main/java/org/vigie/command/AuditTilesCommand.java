package org.vigie.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.vigie.audit.TileExportService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie audit tiles}: the log as static files for others. */
@Command(
        name = "tiles",
        mixinStandardHelpOptions = true,
        description =
                "Writes the log as static files (C2SP tlog-tiles) that any web server can give to witnesses: hashes and"
                        + " commitments, never what an entry says. Only what is new is written; run it again after a kill.")
final class AuditTilesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The folder; made when it is not there.")
    private Path folder;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    AuditTilesCommand() {}

    @Override
    public Integer call() throws IOException {
        try (var application = running.alone()) {
            var outcome = application.getBean(TileExportService.class).export(folder);
            return switch (outcome) {
                case TileExportService.Outcome.Written written -> {
                    var out = spec.commandLine().getOut();
                    out.println("%d leaves, %d files written".formatted(written.size(), written.files()));
                    out.flush();
                    yield ExitCode.OK;
                }
                case TileExportService.Outcome.NothingSigned nothing ->
                    throw new Failure(ExitCode.NOT_FOUND, "No checkpoint has been signed yet.");
                case TileExportService.Outcome.OtherLog other ->
                    throw new Failure(
                            ExitCode.CONFLICT,
                            "The folder holds a log of %d leaves that this one does not contain. Nothing was written."
                                    .formatted(other.size()));
            };
        }
    }
}

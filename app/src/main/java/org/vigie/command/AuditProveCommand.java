package org.vigie.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.AuditProofService;
import org.vigie.core.note.LogProof;
import org.vigie.core.note.SignedNote;
import org.vigie.organisation.CurrentOrganisation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie audit prove}: a file that shows somebody else that an entry is in the log, or that the log only grew. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description =
                "Proves an entry, with its text, or with --from that the log only grew since that size. The proof opens"
                        + " with 'audit verify --proof' anywhere. Without either it prints the newest checkpoint.")
final class AuditProveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "ENTRY", description = "The number of the entry.")
    private @Nullable Long entry;

    @Option(names = "--from", paramLabel = "SIZE", description = "How many leaves the log had when it was last seen.")
    private @Nullable Long from;

    @Option(
            names = "--to",
            paramLabel = "SIZE",
            defaultValue = "0",
            description = "The size of a later checkpoint. Default: the newest.")
    private long to;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there, for the owner's eyes only.")
    private @Nullable Path out;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    AuditProveCommand() {}

    @Override
    public Integer call() throws IOException {
        try (var application = running.alone()) {
            AuditProofService proofs = application.getBean(AuditProofService.class);
            Optional<String> text;
            if (entry != null) {
                long id = entry;
                text = CurrentOrganisation.as(
                                ListCommand.hotline(application), () -> proofs.ofEntry(id, ListCommand.ACTOR))
                        .or(() -> proofs.ofEntry(id, ListCommand.ACTOR)) // one of the platform
                        .map(LogProof::text);
            } else if (from != null) {
                text = proofs.ofGrowth(from, to).map(LogProof::text);
            } else {
                text = proofs.newest().map(SignedNote::whole);
            }
            if (text.isEmpty()) {
                throw new Failure(
                        ExitCode.NOT_FOUND,
                        "There is no such entry or checkpoint, or no checkpoint covers the entry yet: try again in a minute.");
            }
            NoteFiles.write(text.get(), out, spec.commandLine().getOut());
            return ExitCode.OK;
        }
    }
}

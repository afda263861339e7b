package org.vigie.command;

import java.nio.file.Path;
import org.vigie.audit.AuditCosignature;
import org.vigie.audit.AuditResumeService;
import org.vigie.audit.CosignatureService;
import org.vigie.core.note.NoteKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie audit cosign}: which witnesses are believed, and what they signed. */
@Command(
        name = "cosign",
        mixinStandardHelpOptions = true,
        description = "Takes the signatures of witnesses back into the log.")
final class AuditCosignCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    AuditCosignCommand() {}

    @Command(
            name = "trust",
            mixinStandardHelpOptions = true,
            description = "Believes a witness from now on. Compare its keys with its people first.")
    int trust(
            @Parameters(
                            paramLabel = "FILE",
                            description = "The witness's public keys, from 'audit witness --show-key'.")
                    Path file,
            @Mixin Running running) {
        var keys = NoteFiles.keys(file);
        try (var application = running.alone()) {
            int added = application.getBean(CosignatureService.class).trust(keys, ListCommand.ACTOR);
            say("%d new keys; %s"
                    .formatted(
                            added, keys.stream().map(NoteKey::name).distinct().toList()));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Keeps the cosignatures under a checkpoint that a witness gave back.")
    int add(
            @Parameters(paramLabel = "FILE", description = "The cosigned checkpoint.") Path file,
            @Mixin Running running) {
        String note = NoteFiles.text(file);
        try (var application = running.alone()) {
            return switch (application.getBean(CosignatureService.class).add(note, ListCommand.ACTOR)) {
                case CosignatureService.Outcome.Added added -> {
                    for (AuditCosignature one : added.cosignatures()) {
                        say("%s cosigned %d leaves on %s".formatted(one.witness(), one.size(), one.at()));
                    }
                    yield ExitCode.OK;
                }
                case CosignatureService.Outcome.Refused refused ->
                    throw new Failure(ExitCode.CONFLICT, sentence(refused.reason()));
            };
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description =
                    "After keys/last-signed was lost with a machine: lets the log go on, if the database contains what"
                            + " the witness saw last.")
    int resume(
            @Parameters(paramLabel = "FILE", description = "The newest checkpoint that the witness cosigned.")
                    Path file,
            @Mixin Running running) {
        var seen = NoteFiles.note(file);
        try (var application = running.alone()) {
            return switch (application.getBean(AuditResumeService.class).resume(seen, ListCommand.ACTOR)) {
                case RESUMED -> {
                    say("the log goes on");
                    yield ExitCode.OK;
                }
                case NOT_NEEDED -> throw new Failure(ExitCode.CONFLICT, "There is nothing to resume.");
                case NOT_COSIGNED ->
                    throw new Failure(
                            ExitCode.DENIED, "That is not signed by this log and by a witness that is trusted.");
                case NOT_CONTAINED ->
                    throw new Failure(
                            ExitCode.CONFLICT,
                            "The witness saw what this database does not contain: bring a newer backup. Nothing was changed.");
                case BUSY -> throw new Failure(ExitCode.UNAVAILABLE, "Another process is at the log; stop it first.");
            };
        }
    }

    private static String sentence(CosignatureService.Reason reason) {
        return switch (reason) {
            case NO_NOTE -> "That is no checkpoint with signatures.";
            case NOT_OURS -> "This log never signed that checkpoint.";
            case UNKNOWN_WITNESS -> "No witness that is trusted signed it; see 'audit cosign trust'.";
            case FALSE -> "A signature under it does not fit the witness's key.";
        };
    }

    private void say(String line) {
        var out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

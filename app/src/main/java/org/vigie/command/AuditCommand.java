package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.AuditProofService;
import org.vigie.audit.AuditVerification;
import org.vigie.audit.LogKeyService;
import org.vigie.audit.ProofReader;
import org.vigie.audit.WitnessState;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.SignedNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie audit}: whether the audit log is whole, and how others can tell. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Verifies the audit log, proves it to others, and witnesses the logs of others.",
        subcommands = {
            AuditProveCommand.class,
            AuditTilesCommand.class,
            AuditWitnessCommand.class,
            AuditCosignCommand.class
        })
final class AuditCommand {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    AuditCommand() {}

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Recomputes every entry, the tree and every signed checkpoint, and compares with what was signed"
                            + " last; or opens a proof, without any database. Exits 1 when something does not fit.")
    int verify(
            @Option(names = "--json", description = "Print the report as one JSON object.") boolean json,
            @Option(
                            names = "--witness",
                            paramLabel = "FILE",
                            description =
                                    "What a witness has seen: its state, or a checkpoint that it cosigned. The log must"
                                            + " contain it. May be given more than once.")
                    @Nullable
                    List<Path> seen,
            @Option(
                            names = "--proof",
                            paramLabel = "FILE",
                            description = "Open this proof instead; needs --key, and no database and no network.")
                    @Nullable
                    Path proof,
            @Option(names = "--key", paramLabel = "FILE", description = "The public keys of the log, from 'audit key'.")
                    @Nullable
                    Path keys,
            @Option(
                            names = "--witness-key",
                            paramLabel = "FILE",
                            description = "Public keys of witnesses, to name those who cosigned the proof.")
                    @Nullable
                    Path witnessKeys,
            @Option(
                            names = "--since",
                            paramLabel = "FILE",
                            description = "For a proof of growth: the checkpoint that was kept from before.")
                    @Nullable
                    Path since,
            @Mixin Running running)
            throws SQLException, IOException {
        if (proof != null) {
            if (keys == null) {
                throw new Failure(
                        ExitCode.USAGE, "A proof is opened with the public keys of the log: give --key FILE.");
            }
            return open(proof, keys, witnessKeys, since, json);
        }
        List<Checkpoint> heads = new ArrayList<>();
        for (Path file : seen == null ? List.<Path>of() : seen) {
            heads.addAll(heads(file));
        }
        return verify(heads, json, running);
    }

    private int verify(List<Checkpoint> heads, boolean json, Running running) throws SQLException {
        try (var application = running.alone()) {
            String origin = application
                    .getBean(AuditProofService.class)
                    .publicKeys()
                    .getFirst()
                    .name();
            var ours =
                    heads.stream().filter(head -> head.origin().equals(origin)).toList();
            var report = application.getBean(AuditVerification.class).verify(ours);
            print(report, json);
            if (!heads.isEmpty() && ours.isEmpty()) {
                throw new Failure(ExitCode.FINDINGS, "The witness has seen nothing of a log named " + origin + ".");
            }
            return report.isSound() ? ExitCode.OK : ExitCode.FINDINGS;
        }
    }

    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description = "Prints the public keys by which others check this log, one a line.")
    int key(
            @Option(
                            names = "--former",
                            description =
                                    "Print those of before too, each below the largest checkpoint for which it counts. To check"
                                            + " old proofs and notes with; nothing for a witness.")
                    boolean former,
            @Option(
                            names = "--adopt",
                            paramLabel = "FILE",
                            description =
                                    "Believe these keys of before, for checkpoints of --until leaves at most: what a witness kept of"
                                            + " this log, after the file keys/checkpoint-keys was lost.")
                    @Nullable
                    Path adopted,
            @Option(
                            names = "--until",
                            paramLabel = "SIZE",
                            defaultValue = "0",
                            description = "The largest checkpoint that those keys signed.")
                    long until,
            @Mixin Running running) {
        List<NoteKey> old = adopted == null ? List.of() : NoteFiles.keys(adopted);
        try (var application = running.alone()) {
            PrintWriter out = spec.commandLine().getOut();
            if (!old.isEmpty()) {
                adopt(application.getBean(LogKeyService.class).adopt(old, until, ListCommand.ACTOR));
            }
            if (former) {
                for (LogKeyService.Former one :
                        application.getBean(LogKeyService.class).former()) {
                    out.println("# signed checkpoints of %d leaves at most".formatted(one.until()));
                    out.println(one.key().text());
                }
            }
            application.getBean(AuditProofService.class).publicKeys().forEach(key -> out.println(key.text()));
            out.flush();
            return ExitCode.OK;
        }
    }

    private static void adopt(LogKeyService.Adoption adoption) {
        switch (adoption) {
            case ADOPTED -> {}
            case KNOWN -> throw new Failure(ExitCode.CONFLICT, "All of these keys are known. Nothing was changed.");
            case NOT_SIGNED ->
                throw new Failure(
                        ExitCode.CONFLICT,
                        "There is no checkpoint of that many leaves that these keys signed. Nothing was changed.");
        }
    }

    private static List<Checkpoint> heads(Path file) {
        String text = NoteFiles.text(file);
        return WitnessState.parse(text)
                .map(state -> List.copyOf(state.heads().values()))
                .or(() -> SignedNote.parse(text)
                        .flatMap(note -> Checkpoint.parse(note.text()))
                        .map(List::of))
                .orElseThrow(() -> new Failure(
                        ExitCode.USAGE, "Neither the state of a witness nor a checkpoint: %s.".formatted(file)));
    }

    private int open(Path proof, Path keys, @Nullable Path witnessKeys, @Nullable Path since, boolean json) {
        List<NoteKey> witnesses = witnessKeys == null ? List.of() : NoteFiles.keys(witnessKeys);
        var reader = new ProofReader(NoteFiles.keys(keys), witnesses);
        var found = reader.open(NoteFiles.text(proof), since == null ? null : NoteFiles.note(since));
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (found) {
            case ProofReader.Finding.InLog in -> {
                fields.put("proves", "entry");
                fields.put("index", in.index());
                fields.put("size", in.head().size());
                fields.put("log", in.head().origin());
                fields.put("cosigned", cosigned(in.cosigned()));
                fields.put("entry", in.text());
            }
            case ProofReader.Finding.Grew grew -> {
                fields.put("proves", "growth");
                fields.put("from", grew.from());
                fields.put("size", grew.head().size());
                fields.put("log", grew.head().origin());
                fields.put("cosigned", cosigned(grew.cosigned()));
            }
            case ProofReader.Finding.Nothing nothing -> {
                fields.put("proves", "nothing");
                fields.put("reason", nothing.reason().name());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(fields));
        } else {
            fields.forEach((name, value) -> out.println(name + ": " + value));
        }
        out.flush();
        return found instanceof ProofReader.Finding.Nothing ? ExitCode.FINDINGS : ExitCode.OK;
    }

    private static List<String> cosigned(List<ProofReader.Cosigned> all) {
        return all.stream().map(one -> one.witness() + " " + one.at()).toList();
    }

    private void print(AuditVerification.Report report, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("sound", report.isSound());
            fields.put("entries", report.entries());
            fields.put("burnt", report.burnt());
            fields.put("burnt_unproved_count", report.unprovedCount());
            fields.put("burnt_unproved", report.unproved());
            fields.put("integrated", report.integrated());
            fields.put("waiting", report.waiting());
            fields.put("unsigned", report.unsigned());
            fields.put("checkpoints", report.checkpoints());
            fields.put("cosignatures", report.cosignatures());
            fields.put("fault_count", report.faultCount());
            fields.put("faults", report.faults());
            out.println(Json.line(fields));
        } else {
            out.println(
                    "%s: %d entries, %d of them burnt, %d in the tree, %d waiting, %d not signed yet, %d checkpoints, %d cosignatures, %d faults"
                            .formatted(
                                    report.isSound() ? "sound" : "NOT SOUND",
                                    report.entries(),
                                    report.burnt(),
                                    report.integrated(),
                                    report.waiting(),
                                    report.unsigned(),
                                    report.checkpoints(),
                                    report.cosignatures(),
                                    report.faultCount()));
            if (report.unprovedCount() > 0) {
                out.println(
                        "%d burnt entries are of the form before, whose leaves do not prove what is left of them: %s"
                                .formatted(report.unprovedCount(), report.unproved()));
            }
            report.faults().forEach(out::println);
        }
        out.flush();
    }
}

package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.audit.TileFolder;
import org.vigie.audit.Witness;
import org.vigie.audit.WitnessKeyFile;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.ConsistencyProof;
import org.vigie.core.merkle.TileTree;
import org.vigie.core.note.LogProof;
import org.vigie.core.note.NoteKey;
import org.vigie.core.note.NoteSigner;
import org.vigie.core.note.SignedNote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code vigie audit witness}: what a second organisation runs. It needs neither the application nor a database: one file of keys
 * and one of what it has seen.
 */
@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description =
                "Looks at the newest checkpoint of a log, checks that it only grew since the last look, and cosigns it."
                        + " Refuses a log that was rolled back or rewritten, or that it has never seen, with exit code 5,"
                        + " and one that did not sign, with 4.")
final class AuditWitnessCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--new-key", paramLabel = "NAME", description = "Make the keys of a witness of that name and end.")
    private @Nullable String newKey;

    @Option(names = "--show-key", description = "Print the public keys of the witness and end.")
    private boolean showKey;

    @Option(names = "--witness-key", paramLabel = "FILE", description = "The file of the witness's own keys.")
    private @Nullable Path witnessKey;

    @Option(names = "--state", paramLabel = "FILE", description = "What this witness has seen. Keep it; back it up.")
    private @Nullable Path state;

    @Option(
            names = "--first",
            description =
                    "Begin with a log that is not in --state. Only at the very first look: it is taken as it is then.")
    private boolean first;

    @Option(names = "--key", paramLabel = "FILE", description = "The public keys of the log, from its 'audit key'.")
    private @Nullable Path key;

    @Option(names = "--tiles", paramLabel = "DIR", description = "The log as files, from its 'audit tiles'.")
    private @Nullable Path tiles;

    @Option(names = "--log-url", paramLabel = "URL", description = "The same files behind a web server.")
    private @Nullable URI url;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "The log's newest checkpoint, carried by hand.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description =
                    "How the log grew since the last look, from its 'audit prove --from'; has its checkpoint in it.")
    private @Nullable Path proof;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the cosigned checkpoint goes. Default: printed.")
    private @Nullable Path out;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description =
                    "Compare with what another witness has seen, instead of cosigning. Exits 5 when the log forked.")
    private @Nullable Path compare;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    AuditWitnessCommand() {}

    @Override
    public Integer call() throws IOException {
        if (newKey != null || showKey) {
            return keys();
        }
        Path mine = needed(state, "--state");
        if (compare != null) {
            return compare(mine, compare);
        }
        var witness = new Witness(
                mine, WitnessKeyFile.read(needed(witnessKey, "--witness-key")), NoteFiles.keys(needed(key, "--key")));
        Log log = log();
        Witness.Look look = first ? Witness.Look.FIRST : Witness.Look.AGAIN;
        return switch (witness.look(
                log.note(), log.growth(), look, Clock.systemUTC().instant())) {
            case Witness.Answer.Cosigned cosigned -> {
                NoteFiles.write(cosigned.note().whole(), out, spec.commandLine().getOut());
                yield ExitCode.OK;
            }
            case Witness.Answer.Refused refused -> throw new Failure(exitCode(refused.reason()), sentence(refused));
        };
    }

    private int keys() throws IOException {
        Path file = needed(witnessKey, "--witness-key");
        List<NoteSigner> signers;
        try {
            signers = newKey == null ? WitnessKeyFile.read(file) : WitnessKeyFile.create(file, newKey);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw new Failure(ExitCode.CONFLICT, "There are keys already, and they stay: %s.".formatted(file));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "A witness's name has no spaces and no plus sign: witness.example/one.");
        }
        PrintWriter printed = spec.commandLine().getOut();
        signers.forEach(signer -> printed.println(signer.key().text()));
        printed.flush();
        return ExitCode.OK;
    }

    /** A log as it was shown. */
    private record Log(SignedNote note, Witness.Growth growth) {}

    private Log log() throws IOException {
        if (tiles != null) {
            var folder = new TileFolder(tiles);
            return ofTiles(
                    folder.note()
                            .orElseThrow(() -> new Failure(ExitCode.NOT_FOUND, "No checkpoint lies in the folder.")),
                    folder);
        }
        if (url != null) {
            var remote = new LogOverHttp(url);
            return ofTiles(remote.note(), remote);
        }
        Optional<LogProof.OfGrowth> growth = Optional.empty();
        if (proof != null) {
            growth = LogProof.parse(NoteFiles.text(proof))
                    .filter(LogProof.OfGrowth.class::isInstance)
                    .map(LogProof.OfGrowth.class::cast);
            if (growth.isEmpty()) {
                throw new Failure(ExitCode.USAGE, "Not a proof of how a log grew: %s.".formatted(proof));
            }
        }
        if (checkpoint == null && growth.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "Name the log: --tiles, --log-url, --checkpoint or --proof.");
        }
        SignedNote note = checkpoint == null ? growth.get().note() : NoteFiles.note(checkpoint);
        var shown = growth.filter(one -> one.note().text().equals(note.text()));
        return new Log(
                note,
                from -> shown.filter(one -> one.oldSize() == from)
                        .flatMap(one -> Checkpoint.parse(note.text())
                                .map(head -> new ConsistencyProof(from, head.size(), one.path())))
                        .map(one -> new Witness.Shown(one, Optional.empty())));
    }

    private static Log ofTiles(SignedNote note, TileTree.Source source) {
        return new Log(
                note,
                from -> Checkpoint.parse(note.text())
                        .map(head -> Witness.Shown.of(new TileTree(source, head.size()), from)));
    }

    private int compare(Path mine, Path theirs) throws IOException {
        for (Path file : List.of(mine, theirs)) {
            if (!Files.exists(file)) {
                throw new Failure(ExitCode.NOT_FOUND, "No witness's state lies there: %s.".formatted(file));
            }
        }
        TileTree.Source source = tiles != null ? new TileFolder(tiles) : url != null ? new LogOverHttp(url) : null;
        var found = Witness.compare(
                Witness.read(mine),
                Witness.read(theirs),
                (from, to) -> source == null
                        ? Optional.empty()
                        : Optional.of(Witness.Shown.of(new TileTree(source, to), from)),
                served());
        PrintWriter printed = spec.commandLine().getOut();
        found.forEach((log, comparison) -> printed.println(comparison + " " + log));
        printed.flush();
        if (found.containsValue(Witness.Comparison.FORKED)) {
            throw new Failure(ExitCode.CONFLICT, "The log showed the two witnesses different histories.");
        }
        if (found.isEmpty() || found.containsValue(Witness.Comparison.NOT_SHOWN)) {
            throw new Failure(
                    ExitCode.PARTIAL,
                    "Not everything could be compared: name the log's files with --tiles or --log-url, and its keys with"
                            + " --key. Files that lead to no signed root show nothing.");
        }
        return ExitCode.OK;
    }

    /** The head that lies with the files, where its signature can be checked. */
    private List<Checkpoint> served() throws IOException {
        if (key == null || (tiles == null && url == null)) {
            return List.of();
        }
        List<NoteKey> keys = NoteFiles.keys(key);
        SignedNote note = log().note();
        return Checkpoint.parse(note.text()).stream()
                .filter(head -> NoteKey.isSigned(
                        note,
                        keys.stream()
                                .filter(one -> one.name().equals(head.origin()))
                                .toList()))
                .toList();
    }

    private static int exitCode(Witness.Reason reason) {
        return switch (reason) {
            case NO_CHECKPOINT -> ExitCode.USAGE;
            case NOT_SIGNED -> ExitCode.DENIED;
            case ROLLBACK, FORK, NEVER_SEEN, SEEN_BEFORE, NO_PROOF, REWRITTEN -> ExitCode.CONFLICT;
        };
    }

    private static String sentence(Witness.Answer.Refused refused) {
        String what = switch (refused.reason()) {
            case NO_CHECKPOINT -> "That is no checkpoint.";
            case NOT_SIGNED -> "The log did not sign this checkpoint with each kind of its keys.";
            case ROLLBACK -> "ROLLBACK: the log had %d leaves at the last look and has %d now.";
            case FORK -> "FORK: a log of %d leaves was seen before, and this one of %d is another.";
            case NEVER_SEEN ->
                "This witness has never seen a log of that name. Is --state the right file, and not an older one? A log that"
                        + " was rolled back would be taken as it is. To begin with it, add --first.";
            case SEEN_BEFORE -> "This witness has seen %d leaves of that log before. Look again without --first.";
            case NO_PROOF ->
                "Nothing that leads to the signed root shows that the log of %d leaves grew into this one of %d.";
            case REWRITTEN -> "FORK: the log of %d leaves that was seen is not the beginning of this one of %d.";
        };
        return what.formatted(refused.before(), refused.now()) + " Nothing was signed.";
    }

    private static <T> T needed(@Nullable T given, String option) {
        if (given == null) {
            throw new Failure(ExitCode.USAGE, "Missing: %s.".formatted(option));
        }
        return given;
    }
}

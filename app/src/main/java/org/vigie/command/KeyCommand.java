package org.vigie.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.audit.LogKeyService;
import org.vigie.seal.KeyCare;
import org.vigie.seal.TipsClosed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie key}: new keys, everything sealed again under them, and the end of old ones; while Vigie serves. */
@Command(name = "key", mixinStandardHelpOptions = true, description = "Lists, rotates and retires keys.")
final class KeyCommand {
    private static final AuditActor OPERATOR = AuditActor.system("operator");
    private static final String KINDS =
            "columns, epochs (they wrap the keys of single records), receipts, tips or checkpoints (they sign the audit log).";
    private static final Duration TURN = Duration.ofSeconds(5);

    /** What may be changed: keys that seal, and those that sign the audit log. */
    enum Kind {
        COLUMNS,
        EPOCHS,
        RECEIPTS,
        TIPS,
        CHECKPOINTS;

        /** Empty for those that sign. */
        private Optional<KeyCare.Kind> sealing() {
            return switch (this) {
                case COLUMNS -> Optional.of(KeyCare.Kind.COLUMNS);
                case EPOCHS -> Optional.of(KeyCare.Kind.EPOCHS);
                case RECEIPTS -> Optional.of(KeyCare.Kind.RECEIPTS);
                case TIPS -> Optional.of(KeyCare.Kind.TIPS);
                case CHECKPOINTS -> Optional.empty();
            };
        }
    }

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec before anything runs
    KeyCommand() {}

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Which keys there are, since when.")
    int list(
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json,
            @Mixin Running running) {
        try (var application = running.alone()) {
            for (KeyCare.Line key : application.getBean(KeyCare.class).list()) {
                out().println(json ? Json.line(fields(key)) : text(key));
            }
            application.getBean(KeyCare.class).progress().ifPresent(progress -> {
                if (!json) {
                    out().println(text(progress));
                }
            });
            return ExitCode.OK;
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description =
                    "Makes a new key. Running processes use it within a second; what was sealed before still opens, and"
                            + " is sealed again in the background. With new keys of checkpoints the old ones are gone at once;"
                            + " what they signed is still checked.")
    int rotate(@Parameters(paramLabel = "KEYS", description = KINDS) Kind kind, @Mixin Running running) {
        try (var application = running.alone()) {
            record(application, "key.rotated", kind, Map.of());
            Optional<KeyCare.Kind> sealing = kind.sealing();
            if (sealing.isEmpty()) {
                return rotateCheckpoints(application);
            }
            KeyCare.Rotated rotated = application.getBean(KeyCare.class).rotate(sealing.get());
            if (rotated.keys() > 0) {
                out().println(
                                "rotated. 'key reseal' shows how far the old values are; then 'key retire' destroys the old key.");
            }
            return rotated.tooYoung() == 0 ? ExitCode.OK : tooYoung(rotated);
        } catch (TipsClosed closed) {
            throw closed(closed);
        }
    }

    private int rotateCheckpoints(ConfigurableApplicationContext application) {
        return switch (application.getBean(LogKeyService.class).rotate(OPERATOR)) {
            case CHANGED -> {
                out().println(
                                "rotated. Give what 'audit key' prints to the witnesses anew, in person: they put it in the place of the"
                                        + " old one, and until then refuse what is signed from now on.");
                yield ExitCode.OK;
            }
            case IN_CONFLICT ->
                throw new Failure(
                        ExitCode.CONFLICT,
                        "The audit log is not the one that was signed last: 'doctor' says more. Nothing was changed.");
        };
    }

    @Command(
            name = "reseal",
            mixinStandardHelpOptions = true,
            description =
                    "Seals old values again under the present keys, until none is left. May be broken off and begun anew.")
    int reseal(@Mixin Running running) {
        try (var application = running.alone()) {
            KeyCare keys = application.getBean(KeyCare.class);
            KeyCare.Resealed turn = keys.reseal(TURN);
            while (!turn.isDone()) {
                keys.progress().ifPresent(progress -> out().println(text(progress)));
                out().flush();
                turn = keys.reseal(TURN);
            }
            out().println("%d values sealed again, %d do not open under any key"
                    .formatted(turn.sealed(), turn.stuck()));
            return turn.stuck() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
        } catch (TipsClosed closed) {
            throw closed(closed);
        }
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description =
                    "Destroys old keys, for good, once nothing needs them. Backups from before can then not be read. Those of"
                            + " tips the opener keeps for its time of grace, unused: see opener kept.")
    int retire(@Parameters(paramLabel = "KEYS", description = KINDS) Kind kind, @Mixin Running running) {
        KeyCare.Kind sealing = kind.sealing()
                .orElseThrow(() -> new Failure(
                        ExitCode.DENIED,
                        "There is no old key of checkpoints: it went when the new one came. Its public half stays."));
        try (var application = running.alone()) {
            record(application, "key.retiring", kind, Map.of());
            return switch (application.getBean(KeyCare.class).retire(sealing)) {
                case KeyCare.Retired.Done done -> {
                    record(application, "key.retired", kind, Map.of("keys", String.valueOf(done.keys())));
                    out().println(done(kind, done.keys()));
                    yield ExitCode.OK;
                }
                case KeyCare.Retired.TooYoung young -> {
                    record(application, "key.retired", kind, Map.of("keys", String.valueOf(young.keys())));
                    out().println(done(kind, young.keys()));
                    throw new Failure(
                            ExitCode.CONFLICT,
                            "The opener does not give up keys that are so young, or were brought back lately. Try again in"
                                    + " %d min.".formatted(young.left().toMinutes() + 1));
                }
                case KeyCare.Retired.Needed needed ->
                    throw new Failure(
                            ExitCode.CONFLICT,
                            "%d values need an old key. Run 'key reseal' first.".formatted(needed.values()));
                case KeyCare.Retired.TooEarly early ->
                    throw new Failure(
                            ExitCode.CONFLICT,
                            "The new key is too young: a running process may not use it yet. Try again in %d s."
                                    .formatted(early.left().toSeconds() + 1));
                case KeyCare.Retired.Kept _ ->
                    throw new Failure(
                            ExitCode.DENIED,
                            "Old keys of receipts stay: the receipts of their time are recognised by them, and nobody"
                                    + " keeps a receipt that could be coded anew.");
            };
        } catch (TipsClosed closed) {
            throw closed(closed);
        }
    }

    @Command(
            name = "rehash",
            mixinStandardHelpOptions = true,
            description = "New keys of codes of addresses and tokens: not built. Says why.")
    int rehash() {
        spec.commandLine()
                .getErr()
                .println(
                        "vigie: Keys of codes of addresses and tokens cannot be changed: most of their codes stand alone,"
                                + " without a sealed text that could be coded anew. docs/adr/0024 says more. Nothing was changed.");
        return ExitCode.DENIED;
    }

    private static void record(
            ConfigurableApplicationContext application, String act, Kind kind, Map<String, String> facts) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("keys_of", kind.name());
        application.getBean(AuditService.class).record(new AuditAct(act, OPERATOR, List.of(), all));
    }

    private int tooYoung(KeyCare.Rotated rotated) {
        spec.commandLine()
                .getErr()
                .println(
                        ("vigie: %d organisations keep their key of tips: the opener makes another only when it is as old as its"
                                        + " rule says, a day as a rule.")
                                .formatted(rotated.tooYoung()));
        return rotated.keys() == 0 ? ExitCode.CONFLICT : ExitCode.PARTIAL;
    }

    private static String done(Kind kind, int keys) {
        return switch (kind) {
            case TIPS ->
                "%d old keys given up. The opener keeps them for its time of grace ('vigie opener kept'), then erases them."
                        .formatted(keys);
            case EPOCHS ->
                ("%d old keys destroyed. Addresses of erased reports that were fetched stay readable in old backups until old"
                                + " keys of columns are destroyed too: 'key rotate columns', 'key reseal', 'key retire columns'.")
                        .formatted(keys);
            case COLUMNS, RECEIPTS, CHECKPOINTS -> "%d old keys destroyed".formatted(keys);
        };
    }

    private static Failure closed(TipsClosed closed) {
        return new Failure(ExitCode.UNAVAILABLE, "The opener of tips cannot be asked now: " + closed.why() + ".");
    }

    private static String text(KeyCare.Line key) {
        String state =
                key.retiredAt() != null ? "destroyed " + key.retiredAt() : key.isPresent() ? "in use" : "opens only";
        return "%-12s %s since %s, %s%s"
                .formatted(key.purpose(), key.id(), key.since(), state, key.rotates() ? "" : ", never rotated");
    }

    private static String text(KeyCare.Progress progress) {
        return "sealing again: organisation %d of %d, %d values done, %d do not open, %s"
                .formatted(
                        progress.organisations(),
                        progress.of(),
                        progress.sealed(),
                        progress.stuck(),
                        progress.endedAt() == null ? "going on" : "ended " + progress.endedAt());
    }

    private static Map<String, Object> fields(KeyCare.Line key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("purpose", key.purpose());
        fields.put("id", key.id());
        fields.put("since", key.since().toString());
        fields.put("present", key.isPresent());
        fields.put("destroyed", key.retiredAt() == null ? "" : key.retiredAt().toString());
        return fields;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

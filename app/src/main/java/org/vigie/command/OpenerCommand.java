package org.vigie.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.vigie.seal.OpenerMain;
import org.vigie.seal.OpenerRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigie opener}: the process that holds the private keys of tips, for installations with two users; and its files. */
@Command(
        name = "opener",
        mixinStandardHelpOptions = true,
        description =
                "Opens tips for the process that serves, and alone reads their private keys. 'serve' starts one by itself;"
                        + " run this as another user where that process must not be able to read them.")
final class OpenerCommand implements Callable<Integer> {
    private static final String FOLDER = "The folder of the private keys.";

    @Spec
    private CommandSpec spec;

    @Option(names = "--keys", paramLabel = "DIR", description = FOLDER)
    private @Nullable Path keys;

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            description = "The Unix domain socket to listen on. Default: standard input and output.")
    private @Nullable Path socket;

    @Option(
            names = "--opens-an-hour",
            paramLabel = "N",
            defaultValue = "" + OpenerRules.OPENS_AN_HOUR,
            description = "Values of one organisation opened in an hour, at most. Default: ${DEFAULT-VALUE}.")
    private int opensAnHour;

    @Option(
            names = "--creates-an-hour",
            paramLabel = "N",
            defaultValue = "" + OpenerRules.CREATES_AN_HOUR,
            description = "Organisations that get their first keys in an hour, at most. Default: ${DEFAULT-VALUE}.")
    private int createsAnHour;

    @Option(
            names = "--rotate-every",
            paramLabel = "TIME",
            description = "How old an organisation's newest key is at least when another is made. Default: PT24H.")
    private Duration rotateEvery = OpenerRules.ROTATE_EVERY;

    @Option(
            names = "--retire-age",
            paramLabel = "TIME",
            description = "How old a key is at least when it is given up. Default: PT24H.")
    private Duration retireAge = OpenerRules.RETIRE_AGE;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "How long a key that was given up can be brought back; then it is erased. Default: P30D.")
    private Duration grace = OpenerRules.GRACE;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    OpenerCommand() {}

    @Override
    public Integer call() throws GeneralSecurityException, IOException {
        if (keys == null) {
            throw new Failure(ExitCode.USAGE, "--keys DIR is missing. " + FOLDER);
        }
        var rules = new OpenerRules(opensAnHour, createsAnHour, rotateEvery, retireAge, grace);
        OpenerMain.run(folder(keys), rules, socket);
        return ExitCode.OK;
    }

    @Command(
            name = "kept",
            mixinStandardHelpOptions = true,
            description =
                    "Private keys that were given up and are not erased yet. They open nothing. Reads the opener's files, as its"
                            + " user; no database is asked.")
    int kept(
            @Option(names = "--keys", required = true, paramLabel = "DIR", description = FOLDER) Path keys,
            @Option(
                            names = "--grace",
                            paramLabel = "TIME",
                            defaultValue = "P30D",
                            description = "The opener's own, if it is another than ${DEFAULT-VALUE}.")
                    Duration grace,
            @Option(names = "--json", description = "Print one JSON object a line.") boolean json)
            throws GeneralSecurityException, IOException {
        List<OpenerMain.Kept> kept = OpenerMain.kept(folder(keys), grace);
        if (kept.isEmpty()) {
            spec.commandLine().getErr().println("No key that was given up is kept there.");
        }
        for (OpenerMain.Kept key : kept) {
            out().println(json ? Json.line(fields(key)) : text(key));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description =
                    "Brings private keys back that were given up: what was sealed to them opens again, at once. Changes the"
                            + " opener's files, as its user; no database is asked.")
    int restore(
            @Option(names = "--keys", required = true, paramLabel = "DIR", description = FOLDER) Path keys,
            @Parameters(paramLabel = "ORGANISATION", description = "Its id, as 'opener kept' prints it.") UUID org,
            @Option(names = "--key", paramLabel = "ID", description = "One key, as printed. Default: all.") @Nullable
                    String id)
            throws GeneralSecurityException, IOException {
        int restored = OpenerMain.restore(folder(keys), org, Optional.ofNullable(id));
        if (restored == 0) {
            throw new Failure(ExitCode.NOT_FOUND, "No such key is kept there. 'vigie opener kept' lists them.");
        }
        out().println("%d keys brought back".formatted(restored));
        return ExitCode.OK;
    }

    private static String text(OpenerMain.Kept key) {
        return "%s %s given up %s, is erased %s".formatted(key.org(), key.id(), key.givenUpAt(), key.erasedAt());
    }

    private static Map<String, Object> fields(OpenerMain.Kept key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("organisation", key.org().toString());
        fields.put("id", key.id());
        fields.put("given_up", key.givenUpAt().toString());
        fields.put("erased", key.erasedAt().toString());
        return fields;
    }

    private static Path folder(Path keys) {
        return keys.toAbsolutePath().normalize();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}

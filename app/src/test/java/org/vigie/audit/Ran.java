package org.vigie.audit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vigie.command.Commands;

/** What a command answered. */
record Ran(int exit, String out, String err) {
    static Ran of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Commands.line(List.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(exit, out.toString(), err.toString());
    }

    /** The command of a witness that looks at what the option names. */
    static Ran witness(Path state, Path secret, Path keys, String... options) {
        var all = new ArrayList<>(List.of(
                "audit",
                "witness",
                "--state",
                state.toString(),
                "--witness-key",
                secret.toString(),
                "--key",
                keys.toString()));
        all.addAll(List.of(options));
        return of(all.toArray(String[]::new));
    }
}

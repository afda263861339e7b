package org.vigie;

import java.util.List;
import org.vigie.command.Commands;

/** Where the deployed jar starts: every command but the demo. */
public final class Vigie {
    private Vigie() {}

    public static void main(String[] args) {
        System.exit(Commands.line(List.of()).execute(args));
    }
}

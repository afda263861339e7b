package org.vigie.demo;

import java.util.List;
import org.vigie.command.Commands;

/** Where {@code ./vigie} starts on a developer's or a newcomer's machine: all the commands, and the demo beside them. */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] args) {
        System.exit(Commands.line(List.of(new DemoCommand())).execute(args));
    }
}

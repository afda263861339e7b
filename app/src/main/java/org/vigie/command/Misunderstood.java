package org.vigie.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what was wrong with a command line, without the values that stood in it: a seed that was typed in the wrong place is an
 * address, and what a service writes to standard error is kept in journals.
 */
final class Misunderstood implements IParameterExceptionHandler {
    private static final String WITHHELD = "[withheld]";

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("vigie: " + withoutValues(wrong));
        err.println("Try './vigie %s --help'.".formatted(path(command)));
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String withoutValues(ParameterException wrong) {
        String text = String.valueOf(wrong.getMessage());
        for (String value : values(wrong)) {
            text = text.replace(value, WITHHELD);
        }
        return text;
    }

    /** Names of options may be said again: whoever mistyped one wants to see it. */
    private static List<String> values(ParameterException wrong) {
        List<String> values = new ArrayList<>();
        if (wrong.getValue() != null && !wrong.getValue().isEmpty()) {
            values.add(wrong.getValue());
        }
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            for (String argument : unmatched.getUnmatched()) {
                int equals = argument.indexOf('=');
                values.add(!argument.startsWith("-") ? argument : equals < 0 ? "" : argument.substring(equals + 1));
            }
        }
        values.removeIf(String::isEmpty);
        return values;
    }

    private static String path(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        return name.startsWith("vigie ") ? name.substring("vigie ".length()) : "";
    }
}

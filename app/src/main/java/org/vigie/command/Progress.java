package org.vigie.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** One line on the terminal that changes in place; where there is no terminal, a line now and then. */
public final class Progress {
    private static final long LINE_EVERY_NANOS = 10_000_000_000L;

    private final PrintWriter err;
    private final boolean isTerminal;
    private String shown = "";
    private long shownAt = System.nanoTime() - LINE_EVERY_NANOS;

    public Progress(PrintWriter err) {
        this.err = err;
        isTerminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /** Shows the text if it is news. */
    public void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        if (isTerminal) {
            err.print("\r\u001b[K" + text);
        } else if (System.nanoTime() - shownAt >= LINE_EVERY_NANOS) {
            err.println(text);
            shownAt = System.nanoTime();
        } else {
            return;
        }
        err.flush();
        shown = text;
    }

    /** Leaves the last text and goes to the next line. */
    public void end() {
        if (isTerminal) {
            err.println();
            err.flush();
        }
    }
}

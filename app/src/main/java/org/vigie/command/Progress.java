package org.vigie.command;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/** One line on the terminal that changes in place; where there is no terminal, a line now and then. */
public final class Progress {
    private static final long LINE_EVERY_NANOS = 10_000_000_000L;

    private static final long LEFT_AFTER_NANOS = 2_000_000_000L;
    private static final double NANOS = 1e9;
    private static final int SECONDS = 60;
    private static final int BAR_CHARACTERS = 30;

    private final PrintWriter err;
    private final boolean isTerminal;
    private String shown = "";
    private String bar = "";
    private long barBegun;
    private long doneBefore;
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

    /**
     * Shows how much of something is done, as a bar where there is a terminal, and how long the rest will take.
     *
     * @param doing what is done, as a verb
     * @param all in any unit; 0 where it is not known
     */
    public void bar(String doing, long done, long all) {
        if (all <= 0) {
            show("%s: %,d".formatted(doing, done));
            return;
        }
        if (!doing.equals(bar)) {
            bar = doing;
            barBegun = System.nanoTime();
            doneBefore = done;
        }
        long percent = 100 * Math.min(done, all) / all;
        int full = (int) (percent * BAR_CHARACTERS / 100);
        String drawn = isTerminal ? "[" + "#".repeat(full) + ".".repeat(BAR_CHARACTERS - full) + "] " : "";
        show("%s %s%d %%%s".formatted(doing, drawn, percent, left(done, all)));
    }

    private String left(long done, long all) {
        long since = System.nanoTime() - barBegun;
        long worked = done - doneBefore;
        if (worked <= 0 || since < LEFT_AFTER_NANOS) {
            return "";
        }
        long seconds = (long) ((double) since / worked * (all - done) / NANOS);
        return ", about %d:%02d left".formatted(seconds / SECONDS, seconds % SECONDS);
    }

    /** Leaves the last text and goes to the next line. */
    public void end() {
        if (isTerminal) {
            err.println();
            err.flush();
        }
    }
}

package org.vigie.seal.opener;

import java.util.function.LongSupplier;

/** Counts what is done; past the hour's number it says no until the next hour. */
final class HourlyBudget {
    private final int max;
    private final LongSupplier nanos;
    private long since;
    private int used;
    private long refused;

    /** @param nanos a clock that nobody sets, as {@link System#nanoTime} */
    HourlyBudget(int max, LongSupplier nanos) {
        this.max = max;
        this.nanos = nanos;
        since = nanos.getAsLong();
    }

    synchronized boolean takeOne() {
        roll();
        if (used >= max) {
            refused++;
            return false;
        }
        used++;
        return true;
    }

    /**
     * What was done and what was refused since the hour began, as words and numbers.
     *
     * @param done such as "opened"
     */
    synchronized String text(String done) {
        roll();
        return "%d %s and %d refused of %d in this hour".formatted(used, done, refused, max);
    }

    private void roll() {
        if (nanos.getAsLong() - since >= OpenerLimits.COUNTED.toNanos()) {
            since = nanos.getAsLong();
            used = 0;
            refused = 0;
        }
    }
}

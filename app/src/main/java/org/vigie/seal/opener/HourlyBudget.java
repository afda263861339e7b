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

    boolean takeOne() {
        return takeOne(max);
    }

    /** The same as long as less than so many are used, of which there may be less than in all. */
    synchronized boolean takeOne(int upTo) {
        roll();
        if (used >= upTo) {
            refused++;
            return false;
        }
        used++;
        return true;
    }

    /** How many of this hour are used. */
    synchronized int used() {
        roll();
        return used;
    }

    /** How many were refused in this hour. */
    synchronized long refused() {
        roll();
        return refused;
    }

    private void roll() {
        if (nanos.getAsLong() - since >= OpenerLimits.COUNTED.toNanos()) {
            since = nanos.getAsLong();
            used = 0;
            refused = 0;
        }
    }
}

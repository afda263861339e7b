package org.vigie.seal.opener;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.vigie.seal.opener.OpenerWire.Ask;

/**
 * Counts what is opened of each organisation in an hour, so that what one opens keeps no other from reading; and what is opened for
 * work, so that a flood of reports to be fetched keeps no person from it.
 */
final class Opens {
    private final int max;
    private final LongSupplier nanos;

    /** Of those alone that have keys here, which are {@link OpenerLimits#KEY_FILES_MAX} at most. */
    private final Map<UUID, HourlyBudget> hours = new ConcurrentHashMap<>();

    /**
     * Nothing opened yet.
     *
     * @param max of one organisation in an hour
     * @param nanos a clock that nobody sets, as {@link System#nanoTime}
     */
    Opens(int max, LongSupplier nanos) {
        this.max = max;
        this.nanos = nanos;
    }

    /**
     * Takes one of the hour of an organisation that has keys here.
     *
     * @param ask OPEN or OPEN_FOR_WORK
     * @return false when none is left for that
     */
    boolean takeOne(UUID org, Ask ask) {
        HourlyBudget hour = hours.computeIfAbsent(org, first -> new HourlyBudget(max, nanos));
        return hour.takeOne(ask == Ask.OPEN ? max : max - Math.ceilDiv(max, OpenerLimits.PARTS_FOR_PEOPLE));
    }

    /** What was opened and what was refused in this hour, as words and numbers. */
    String text() {
        long used = 0;
        long refused = 0;
        for (HourlyBudget hour : hours.values()) {
            used += hour.used();
            refused += hour.refused();
        }
        return "%d opened and %d refused in this hour, of %d for each of %d organisations"
                .formatted(used, refused, max, hours.size());
    }
}

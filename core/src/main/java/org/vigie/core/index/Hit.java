package org.vigie.core.index;

import java.util.Comparator;

/**
 * An entry that was found.
 *
 * @param id what the entry was called when the index was built
 * @param distance in bits from the hash that was looked for; 0 for the same hash
 */
public record Hit(long id, int distance) implements Comparable<Hit> {
    private static final Comparator<Hit> NEAREST_FIRST =
            Comparator.comparingInt(Hit::distance).thenComparingLong(Hit::id);

    @Override
    public int compareTo(Hit other) {
        return NEAREST_FIRST.compare(this, other);
    }
}

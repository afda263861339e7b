package org.vigie.indicator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long things last of which some have not ended yet: the product-limit estimate (Kaplan and Meier, "Nonparametric
 * estimation from incomplete observations", 1958) and its median, the first time at which at most half is left.
 *
 * <p>Each step multiplies by the share that outlasts it among those still watched; one that has not ended leaves the watch
 * after its last known time and changes nothing else. Cost: sorting.
 */
final class Survival {
    /** A tenth of a billionth: what rounding may add to a share that is exactly one half. */
    private static final double ROUNDING = 1e-10;

    private Survival() {}

    /**
     * One of them.
     *
     * @param lasted until it ended, or until it was last looked at
     */
    record Span(Duration lasted, boolean ended) {}

    /** Empty when there is nothing, or when more than half had not ended at the longest time watched. */
    static Optional<Duration> median(List<Span> spans) {
        var sorted = new ArrayList<>(spans);
        // at the same time, ends come before those that merely leave the watch
        sorted.sort(Comparator.comparing(Span::lasted).thenComparing(span -> !span.ended()));
        double left = 1;
        int watched = sorted.size();
        for (var span : sorted) {
            if (span.ended()) {
                left *= (watched - 1.0) / watched;
                if (left <= 0.5 + ROUNDING) {
                    return Optional.of(span.lasted());
                }
            }
            watched--;
        }
        return Optional.empty();
    }
}

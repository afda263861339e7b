package org.vigie.core.schedule;

import java.time.Duration;

/**
 * How long to wait after failures in a row: each time longer, up to a cap, and never all at the same moment.
 *
 * @param first after the first failure, before jitter; whole milliseconds count
 * @param max the cap
 * @param growth how many times longer the next wait is, 1 or more
 * @param jitter the share of each wait, 0 to 1, that is left to chance; chance only shortens
 */
public record RetryBackoff(Duration first, Duration max, double growth, double jitter) {
    public RetryBackoff {
        boolean isInOrder = first.isPositive()
                && first.compareTo(max) <= 0
                && growth >= 1
                && Double.isFinite(growth)
                && jitter >= 0
                && jitter <= 1;
        if (!isInOrder) {
            throw new IllegalArgumentException("a back-off needs 0 < first <= max, growth >= 1 and jitter from 0 to 1");
        }
    }

    /**
     * The wait before the next try.
     *
     * @param failures how many there were in a row, 1 or more
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    public Duration delay(int failures, double random) {
        if (failures < 1 || !(random >= 0 && random < 1)) {
            throw new IllegalArgumentException("a wait comes after a failure, with a random number from 0 to below 1");
        }
        double grown = first.toMillis() * Math.pow(growth, failures - 1.0);
        double capped = Math.min(grown, (double) max.toMillis());
        return Duration.ofMillis(Math.max(1, (long) (capped * (1 - jitter * random))));
    }
}

package org.vigie.staff;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts tries by key, in memory: so many within a time, refilled evenly. Keys are MACs, never addresses or names.
 *
 * <p>Bounded: past {@code keysMax} the key that was quiet longest is forgotten.
 */
public final class Throttle {
    private final long tries;
    private final Duration within;
    private final TimeMeter time;
    private final Map<String, Bucket> buckets;

    /**
     * Starts with nobody counted.
     *
     * @param tries at once, and within the duration
     * @param keysMax keys counted at a time
     */
    public Throttle(long tries, Duration within, int keysMax, Clock clock) {
        this.tries = tries;
        this.within = within;
        this.time = new ClockTime(clock);
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > keysMax;
            }
        };
    }

    /** Takes one try; false when none is left now. */
    public boolean tryOne(String key) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(key, unknown -> fresh());
        }
        return bucket.tryConsume(1);
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(tries).refillGreedy(tries, within))
                .withCustomTimePrecision(time)
                .build();
    }

    private record ClockTime(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}

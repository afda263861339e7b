package org.vigie.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of one limit, in memory.
 *
 * <p>Bounded, and no flood of other keys gives anybody anything back: only a bucket that is full again is forgotten, which is
 * the same as one that never was. While none is, new keys are not counted by themselves: they pass or share, as the limit says.
 */
final class Buckets {
    /** Buckets that the keys share which came too late. Which one is theirs nobody can choose: keys are keyed codes. */
    private static final int SHARED = 256;

    /** Buckets looked at, the one that was quiet longest first, before a key is taken for late. */
    private static final int LOOKED_AT = 8;

    private final Limit limit;
    private final int size;
    private final int keysMax;
    private final TimeMeter time;
    private final LinkedHashMap<String, Bucket> counted = new LinkedHashMap<>(16, 0.75f, true);
    private final Bucket[] shared;
    private final LongAdder turnedAway = new LongAdder();

    Buckets(Limit limit, int size, int keysMax, Clock clock) {
        this.limit = limit;
        this.size = size;
        this.keysMax = keysMax;
        this.time = new ForwardTime(clock);
        this.shared = IntStream.range(0, SHARED).mapToObj(number -> fresh()).toArray(Bucket[]::new);
    }

    /** Takes one; false when none is left now. */
    boolean take(String key) {
        var bucket = bucketOf(key);
        boolean taken = bucket == null || bucket.tryConsume(1);
        if (!taken) {
            turnedAway.increment();
        }
        return taken;
    }

    /** Gives one back; nothing where the bucket is full, or was full and has been forgotten. */
    void giveBack(String key) {
        var bucket = bucketOf(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    Pressure pressure() {
        synchronized (counted) {
            long empty = counted.values().stream()
                    .filter(bucket -> bucket.getAvailableTokens() < 1)
                    .count();
            return new Pressure(limit, size, counted.size(), empty, turnedAway.sum());
        }
    }

    /** Null where the key passes uncounted. */
    private @Nullable Bucket bucketOf(String key) {
        synchronized (counted) {
            var known = counted.get(key);
            if (known != null) {
                return known;
            }
            if (counted.size() >= keysMax) {
                forgetFull();
            }
            if (counted.size() < keysMax) {
                var fresh = fresh();
                counted.put(key, fresh);
                return fresh;
            }
        }
        return switch (limit.whenUncounted()) {
            case OPEN -> null;
            case CLOSED -> shared[Math.floorMod(key.hashCode(), SHARED)];
        };
    }

    private void forgetFull() {
        Iterator<Bucket> quietest = counted.values().iterator();
        for (int looked = 0; looked < LOOKED_AT && quietest.hasNext(); looked++) {
            if (quietest.next().getAvailableTokens() >= size) {
                quietest.remove();
            }
        }
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(size).refillGreedy(size, limit.refill()))
                .withCustomTimePrecision(time)
                .build();
    }

    /**
     * The clock, but never going back: where it is set back, time goes on from where it was. A bucket that was filled in what is the
     * future now would else stay as it is until then.
     */
    private static final class ForwardTime implements TimeMeter {
        private final Clock clock;
        private long lastMs;
        private long aheadMs;

        ForwardTime(Clock clock) {
            this.clock = clock;
            this.lastMs = clock.millis();
        }

        @Override
        public synchronized long currentTimeNanos() {
            long now = clock.millis();
            aheadMs += Math.max(0, lastMs - now);
            lastMs = now;
            return TimeUnit.MILLISECONDS.toNanos(now + aheadMs);
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}

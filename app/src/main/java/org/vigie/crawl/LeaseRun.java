package org.vigie.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One lease while it is worked under: when the host may be asked again, and what was done. Used by one thread. */
final class LeaseRun {
    private static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

    private final Lease lease;
    private final CrawlSettings settings;
    private final Clock clock;
    private final Pause pause;
    private final Instant end;
    private final Map<String, Integer> done = new TreeMap<>();
    private Instant nextAt;
    private int failures;
    /** The gap that the request in the air will need; null where none is. */
    private @Nullable Duration inTheAir;

    LeaseRun(Lease lease, CrawlSettings settings, Clock clock, Pause pause) {
        this.lease = lease;
        this.settings = settings;
        this.clock = clock;
        this.pause = pause;
        nextAt = lease.nextAt();
        failures = lease.failures();
        end = clock.instant().plus(settings.leaseWorkMax());
    }

    Lease lease() {
        return lease;
    }

    boolean hasTime() {
        return clock.instant().isBefore(end);
    }

    /** Waits until the host's gap is over; false where that is too long to hold the lease for. */
    boolean waitForGap() {
        endLostRequest();
        Duration gap = Duration.between(clock.instant(), nextAt);
        if (gap.isPositive() && gap.compareTo(settings.waitMax()) <= 0) {
            try {
                pause.take(gap);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !clock.instant().isBefore(nextAt);
    }

    /** A request begins. Should nobody say that it has ended, because of a failure of ours, its gap is kept all the same. */
    void requestBegins(Duration delay) {
        inTheAir = delay;
    }

    private void endLostRequest() {
        if (inTheAir != null) {
            nextAt = later(nextAt, clock.instant().plus(inTheAir));
            inTheAir = null;
        }
    }

    /** What is known of the host by now. */
    FrontierService.HostReport report() {
        endLostRequest();
        return new FrontierService.HostReport(nextAt, failures);
    }

    /**
     * A request has ended, just now.
     *
     * @param isFailureOfHost whether it speaks against the host; too many in a row earn it a pause
     * @param asked how long the host asks to be left alone; null where it does not
     */
    FrontierService.HostReport requestEnded(Duration delay, boolean isFailureOfHost, @Nullable Duration asked) {
        inTheAir = null;
        failures = isFailureOfHost ? failures + 1 : 0;
        Duration gap = longer(delay, settings.pauseAfter(failures));
        if (asked != null) {
            gap = longer(gap, asked.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : asked);
        }
        nextAt = later(nextAt, clock.instant().plus(gap));
        return new FrontierService.HostReport(nextAt, failures);
    }

    /** Whether the host has failed so often that what waits is given up. */
    boolean isGivenUp() {
        return failures >= CrawlLimits.FAILURES_BEFORE_GIVING_UP.value();
    }

    void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    /** What was done, for the audit log. */
    Map<String, Integer> done() {
        return done;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}

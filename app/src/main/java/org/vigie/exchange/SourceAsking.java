package org.vigie.exchange;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditActor;
import org.vigie.work.WorkAtOnce;

/** The door for whoever asks a source at once and waits until all that it has was taken. */
@Component
public class SourceAsking {
    /** How often it is looked how far that is. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);

    /** So long may pass without any news: longer than the lease of a process that died, and than any page takes. */
    private static final Duration QUIET_MAX = Duration.ofMinutes(10);

    private final ExchangeService sources;
    private final WorkAtOnce work;
    private final Clock clock;

    SourceAsking(ExchangeService sources, WorkAtOnce work, Clock clock) {
        this.sources = sources;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Asks the source, and returns when all was taken, or it failed, or somebody stopped it. The work is done here, unless another
     * process is at it: then that is watched. Whoever is interrupted leaves the rest to a serving process.
     *
     * @param watcher is told how the source stands, whenever that changes
     * @return how it stands in the end
     * @throws ExchangeFailed when nothing happens for ten minutes, or the thread is interrupted
     * @throws org.vigie.staff.Refusal when the organisation has no such source, or it is stopped
     */
    public ExchangeSource take(SourceId id, AuditActor by, Consumer<ExchangeSource> watcher) throws IOException {
        try {
            return taken(id, by, watcher);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeFailed("INTERRUPTED");
        }
    }

    private ExchangeSource taken(SourceId id, AuditActor by, Consumer<ExchangeSource> watcher)
            throws IOException, InterruptedException {
        Instant asked = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        sources.now(id, by);
        ExchangeSource known = stored(id);
        watcher.accept(known);
        long newsAt = System.nanoTime();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> turn = turn(pool, id);
            while (!isOver(known, asked)) {
                if (isEnded(turn)) {
                    turn = turn(pool, id); // one takes so many pages and no more
                }
                ExchangeSource now = stored(id);
                if (!now.equals(known)) {
                    known = now;
                    newsAt = System.nanoTime();
                    watcher.accept(known);
                } else if (System.nanoTime() - newsAt > QUIET_MAX.toNanos()) {
                    throw new ExchangeFailed("NO_PROGRESS");
                }
            }
        }
        return known;
    }

    private ExchangeSource stored(SourceId id) {
        return sources.find(id).orElseThrow();
    }

    private Future<Boolean> turn(ExecutorService pool, SourceId id) {
        return pool.submit(() -> work.run(ExchangeService.KIND, id.value()));
    }

    /** Whether a turn has ended, after a while; one that had nothing to do is not begun again before the next look. */
    private static boolean isEnded(Future<Boolean> turn) throws InterruptedException {
        try {
            boolean isWorked = turn.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            if (!isWorked) {
                Thread.sleep(LOOK_EVERY);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a source could not be asked", e.getCause());
        }
    }

    private static boolean isOver(ExchangeSource source, Instant asked) {
        if (source.stoppedAt() != null) {
            return true;
        }
        boolean isAsked = source.triedAt() != null && !source.triedAt().isBefore(asked);
        return isAsked && (source.range() == null || source.problem() != null);
    }
}

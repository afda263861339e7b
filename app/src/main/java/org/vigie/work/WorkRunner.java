package org.vigie.work;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.log.LogFailure;
import org.vigie.log.LogWord;
import org.vigie.organisation.CurrentOrganisation;

/** Takes due work, a bounded batch at a time, and hands each row to its handler on a virtual thread. */
@Component
class WorkRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WorkRunner.class);
    private static final int STOP_SECONDS_MAX = 20;

    private final WorkRows rows;
    private final Map<String, WorkHandler> handlers;
    private final WorkSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Semaphore slots;
    private volatile @Nullable ExecutorService threads;

    WorkRunner(
            WorkRows rows,
            List<WorkHandler> handlers,
            WorkSettings settings,
            TransactionTemplate transaction,
            Clock clock,
            MeterRegistry metrics) {
        this.rows = rows;
        this.handlers = handlers.stream().collect(Collectors.toMap(WorkHandler::kind, Function.identity()));
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
        this.metrics = metrics;
        slots = new Semaphore(settings.batch());
    }

    @Override
    public void start() {
        ExecutorService fresh = Executors.newVirtualThreadPerTaskExecutor();
        threads = fresh;
        fresh.execute(() -> poll(fresh));
    }

    @Override
    public void stop() {
        ExecutorService running = threads;
        threads = null;
        if (running == null) {
            return;
        }
        running.shutdown();
        try {
            if (!running.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException e) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.running() && !handlers.isEmpty();
    }

    /** Claims what is due now and works on it before it returns. For tests with a clock of their own. */
    int runDue() {
        List<Claimed> claimed = claim(settings.batch());
        claimed.forEach(this::work);
        return claimed.size();
    }

    /** The same for that row alone, whether or not this process takes work. Whether it was due and free. */
    boolean runNow(String kind, UUID subject) {
        Optional<Claimed> claimed = Objects.requireNonNull(
                transaction.execute(status -> rows.claim(kind, subject, clock.instant(), settings.lease())));
        claimed.ifPresent(this::work);
        return claimed.isPresent();
    }

    private void poll(ExecutorService pool) {
        while (!pool.isShutdown()) {
            try {
                slots.acquire();
                int free = 1 + slots.drainPermits();
                int taken = 0;
                try {
                    List<Claimed> claimed = claim(free);
                    taken = claimed.size();
                    claimed.forEach(work -> pool.execute(() -> workInSlot(work)));
                } finally {
                    slots.release(free - taken);
                }
                if (taken == 0) {
                    Thread.sleep(settings.poll());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // the database may be away for a while; nothing is lost by waiting
                metrics.counter("vigie.work.poll.failed").increment();
                LOG.warn("looking for due work failed: {}", LogFailure.of(e));
                if (!pausedAfterFailure()) {
                    return;
                }
            }
        }
    }

    private boolean pausedAfterFailure() {
        try {
            Thread.sleep(settings.firstPause());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<Claimed> claim(int batch) {
        List<Claimed> claimed =
                transaction.execute(status -> rows.claim(handlers.keySet(), clock.instant(), settings.lease(), batch));
        return claimed == null ? List.of() : claimed;
    }

    private void workInSlot(Claimed work) {
        try {
            work(work);
        } finally {
            slots.release();
        }
    }

    private void work(Claimed work) {
        try {
            handle(work);
            transaction.executeWithoutResult(status -> rows.done(work));
            metrics.counter("vigie.work.done", "kind", work.kind()).increment();
        } catch (RuntimeException e) {
            failed(work, e);
        }
    }

    private void handle(Claimed work) {
        WorkHandler handler = handlers.get(work.kind());
        if (handler == null) {
            throw new IllegalStateException("no handler for work of kind " + work.kind());
        }
        if (work.org() == null) {
            handler.handle(work.subject());
        } else {
            CurrentOrganisation.inAllCompartments(work.org(), () -> handler.handle(work.subject()));
        }
    }

    /** Only the kind of failure is kept and logged: the text of an exception may hold what must not be written down. */
    private void failed(Claimed work, RuntimeException failure) {
        int failures = work.failures() + 1;
        Instant now = clock.instant();
        boolean tooOften = failures >= settings.triesMax();
        metrics.counter("vigie.work.failed", "kind", work.kind()).increment();
        LOG.warn(
                "work {} on {} failed, try {} of {}: {}",
                new LogWord(work.kind()),
                work.subject(),
                failures,
                settings.triesMax(),
                LogFailure.of(failure));
        transaction.executeWithoutResult(status -> rows.failed(
                work,
                now.plus(settings.pauseAfter(failures)),
                tooOften ? now : null,
                failure.getClass().getName()));
    }
}

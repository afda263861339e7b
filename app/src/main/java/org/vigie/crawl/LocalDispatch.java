package org.vigie.crawl;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.vigie.log.LogFailure;

/** Runs host workers on virtual threads of this process, a bounded number at a time, and looks for due hosts again and again. */
@Component
class LocalDispatch implements HostDispatch, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LocalDispatch.class);
    private static final int STOP_SECONDS_MAX = 20;

    private final HostWorker worker;
    private final FrontierService frontier;
    private final CrawlSettings settings;
    private final MeterRegistry metrics;
    private final Semaphore slots;
    private final Set<HostKey> busy = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ExecutorService threads;

    LocalDispatch(HostWorker worker, FrontierService frontier, CrawlSettings settings, MeterRegistry metrics) {
        this.worker = worker;
        this.frontier = frontier;
        this.settings = settings;
        this.metrics = metrics;
        slots = new Semaphore(settings.hostsAtOnce());
    }

    @Override
    public void nudge(HostKey host) {
        ExecutorService pool = threads;
        if (pool == null || !slots.tryAcquire()) {
            return;
        }
        if (!busy.add(host)) {
            slots.release();
            return;
        }
        pool.execute(() -> work(pool, host));
    }

    private void work(ExecutorService pool, HostKey host) {
        try {
            boolean more = true;
            while (more && pool.equals(threads)) {
                more = worker.step(host, () -> pool.equals(threads));
            }
        } catch (RuntimeException e) {
            // The database may be away for a while; the sweeper comes back.
            metrics.counter("vigie.crawl.step.failed").increment();
            LOG.warn("working on host {} failed: {}", host, LogFailure.of(e));
        } finally {
            busy.remove(host);
            slots.release();
        }
    }

    private void sweep(ExecutorService pool) {
        while (pool.equals(threads)) {
            try {
                if (slots.availablePermits() > 0) {
                    frontier.dueHosts(2 * settings.hostsAtOnce()).forEach(this::nudge);
                }
            } catch (RuntimeException e) {
                metrics.counter("vigie.crawl.sweep.failed").increment();
                LOG.warn("looking for due hosts failed: {}", LogFailure.of(e));
            }
            try {
                Thread.sleep(settings.sweep());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void start() {
        ExecutorService fresh = Executors.newVirtualThreadPerTaskExecutor();
        threads = fresh;
        fresh.execute(() -> sweep(fresh));
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
        return settings.running();
    }
}

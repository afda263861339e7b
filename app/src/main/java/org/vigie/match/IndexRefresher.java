package org.vigie.match;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.vigie.hashlist.EntriesAdded;
import org.vigie.hashlist.EntriesWithdrawn;
import org.vigie.hashlist.ListPolicyChanged;

/**
 * Keeps the index fresh: right after each commit of this process that changes lists, and by asking again and again for what
 * other processes did.
 */
@Component
class IndexRefresher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRefresher.class);

    private final MatchIndex index;
    private final MatchSettings settings;
    private final Counter failures;
    private volatile @Nullable Thread poller;

    IndexRefresher(MatchIndex index, MatchSettings settings, MeterRegistry meters) {
        this.index = index;
        this.settings = settings;
        this.failures = Counter.builder("vigie.match.refresh.failures")
                .description("times the hash lists could not be read into the index")
                .register(meters);
    }

    @EventListener
    void on(EntriesAdded event) {
        refreshAfterCommit();
    }

    @EventListener
    void on(EntriesWithdrawn event) {
        refreshAfterCommit();
    }

    @EventListener
    void on(ListPolicyChanged event) {
        refreshAfterCommit();
    }

    private void refreshAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            refresh();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                refresh();
            }
        });
    }

    /** A failure is counted and left to the next time: the index ages, and refuses to match when it is too old. */
    private void refresh() {
        try {
            index.refresh();
        } catch (RuntimeException e) {
            failures.increment();
            LOG.warn("The hash lists could not be read: {}", e.getClass().getSimpleName());
        }
    }

    @Override
    public void start() {
        if (settings.polling()) {
            Thread thread = Thread.ofVirtual().name("match-index").unstarted(this::poll);
            poller = thread;
            thread.start();
        }
    }

    private void poll() {
        while (Thread.currentThread().equals(poller)) {
            refresh();
            index.merge();
            LockSupport.parkNanos(settings.poll().toNanos());
        }
    }

    @Override
    public void stop() {
        Thread running = poller;
        poller = null;
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        try {
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return poller != null;
    }
}

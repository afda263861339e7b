package org.vigie.match;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
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
import org.vigie.log.LogFailure;

/**
 * Keeps the index fresh: right after each commit of this process that changes lists, and by asking again and again for what
 * other processes did.
 */
@Component
class IndexRefresher implements SmartLifecycle {
    private static final Duration STOPPING_MAX = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(IndexRefresher.class);

    private final MatchIndex index;
    private final MatchSettings settings;
    private final Counter failures;
    private volatile @Nullable Thread poller;
    private volatile @Nullable Thread keeper;

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
            LOG.warn("The hash lists could not be read: {}", LogFailure.of(e));
        }
    }

    @Override
    public void start() {
        if (settings.polling()) {
            Thread thread = Thread.ofVirtual().name("match-index").unstarted(this::poll);
            poller = thread;
            thread.start();
            // merging takes a processor for seconds, which no virtual thread may
            Thread merging =
                    Thread.ofPlatform().name("match-index-merge").daemon().unstarted(this::keep);
            keeper = merging;
            merging.start();
        }
    }

    private void poll() {
        while (Thread.currentThread().equals(poller)) {
            refresh();
            LockSupport.parkNanos(settings.poll().toNanos());
        }
    }

    /** Merges, and writes the file for the next start: long work, beside the look-ups and the refreshes. */
    private void keep() {
        long writtenAt = System.nanoTime() - settings.snapshots().toNanos();
        while (Thread.currentThread().equals(keeper)) {
            index.merge();
            if (index.isFresh()
                    && System.nanoTime() - writtenAt >= settings.snapshots().toNanos()) {
                write();
                writtenAt = System.nanoTime();
            }
            LockSupport.parkNanos(settings.poll().toNanos());
        }
    }

    /** A failure costs the next start some time and nothing else. */
    private void write() {
        try {
            index.write();
        } catch (IOException e) {
            LOG.warn("The file of the match index could not be written: {}", LogFailure.of(e));
        }
    }

    @Override
    public void stop() {
        Thread merging = keeper;
        keeper = null;
        Thread running = poller;
        poller = null;
        // a merge or a file that is not finished by then is of no use to anybody
        end(merging, STOPPING_MAX);
        end(running, Duration.ZERO);
    }

    /** @param patience how long to wait; zero for as long as it takes */
    private static void end(@Nullable Thread running, Duration patience) {
        if (running == null) {
            return;
        }
        LockSupport.unpark(running);
        try {
            running.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return poller != null;
    }
}

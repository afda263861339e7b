package org.vigie.crawl;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.vigie.log.LogFailure;

/** Says again and again that a lease is still worked under, so that leases can be short and long downloads keep theirs. */
@Component
class LeaseKeeper implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final int RENEWALS_PER_LEASE = 3;

    private final FrontierService frontier;
    private final CrawlSettings settings;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().name("crawl-leases-", 0).daemon().factory());

    LeaseKeeper(FrontierService frontier, CrawlSettings settings) {
        this.frontier = frontier;
        this.settings = settings;
    }

    Held hold(Lease lease) {
        return new Held(lease);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
    }

    /** A lease that is kept alive until it is closed. */
    final class Held implements AutoCloseable {
        private final Lease lease;
        private final AtomicBoolean lost = new AtomicBoolean();
        private final Future<?> renewing;

        private Held(Lease lease) {
            this.lease = lease;
            long period = settings.lease().toMillis() / RENEWALS_PER_LEASE;
            renewing = timer.scheduleWithFixedDelay(this::renew, period, period, TimeUnit.MILLISECONDS);
        }

        boolean isLost() {
            return lost.get();
        }

        private void renew() {
            try {
                if (!frontier.renew(lease)) {
                    lost.set(true);
                }
            } catch (DataAccessException | TransactionException e) {
                // Without the database the lease runs out, which every later write will notice.
                LOG.warn("a lease could not be renewed: {}", LogFailure.of(e));
            }
        }

        @Override
        public void close() {
            renewing.cancel(false);
        }
    }
}

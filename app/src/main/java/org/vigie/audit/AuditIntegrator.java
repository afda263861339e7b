package org.vigie.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.merkle.Checkpoint;
import org.vigie.core.merkle.MerkleFrontier;
import org.vigie.log.LogFailure;
import org.vigie.seal.CheckpointKey;

/** Takes the leaves that wait into the tree, in batches, and signs a checkpoint after each. */
@Component
class AuditIntegrator implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AuditIntegrator.class);

    private final AuditTree tree;
    private final AuditSettings settings;
    private final CheckpointKey key;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile @Nullable Thread thread;

    AuditIntegrator(
            AuditTree tree,
            AuditSettings settings,
            CheckpointKey key,
            TransactionTemplate transaction,
            Clock clock,
            MeterRegistry metrics) {
        this.tree = tree;
        this.settings = settings;
        this.key = key;
        this.transaction = transaction;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("audit-integrator").start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public boolean isAutoStartup() {
        return settings.running();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                integrateAll();
                Thread.sleep(settings.every());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // leaves wait and are taken later; a growing number shows in the figures
                metrics.counter("vigie.audit.integration.failed").increment();
                LOG.warn("integrating the audit log failed: {}", LogFailure.of(e));
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(settings.every());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes all the leaves that wait now. Returns how many. */
    int integrateAll() {
        int all = 0;
        int taken;
        do {
            taken = integrate();
            all += taken;
        } while (taken == settings.batch());
        return all;
    }

    private int integrate() {
        Integer taken = transaction.execute(status -> {
            if (!tree.lock()) {
                return 0; // another process is at it
            }
            List<AuditTree.Leaf> leaves = tree.take(settings.batch());
            if (leaves.isEmpty()) {
                return 0;
            }
            MerkleFrontier edge = tree.edge();
            for (AuditTree.Leaf leaf : leaves) {
                tree.place(edge.size(), leaf);
                edge.append(leaf.hash());
            }
            String note = new Checkpoint(settings.origin(), edge.size(), edge.root()).text();
            tree.addCheckpoint(edge, clock.instant(), note, key.sign(note));
            return leaves.size();
        });
        return taken == null ? 0 : taken;
    }
}

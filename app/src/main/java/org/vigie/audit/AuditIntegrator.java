package org.vigie.audit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
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

/**
 * Takes the leaves that wait into the tree, in batches, and signs a checkpoint after each. The leaves commit first and are signed
 * then: were it one transaction, a kill after the signature could undo the order that was signed. It stops where the tree is not
 * the one that was signed last.
 */
@Component
class AuditIntegrator implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(AuditIntegrator.class);
    private static final int NODES_IN_A_TRANSACTION = 1000;

    private final AuditTree tree;
    private final AuditSettings settings;
    private final CheckpointKey key;
    private final LogKeyService keys;
    private final SigningRecord record;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final AtomicReference<Optional<AuditConflict>> conflict = new AtomicReference<>(Optional.empty());
    private volatile @Nullable Thread thread;

    AuditIntegrator(
            AuditTree tree,
            AuditSettings settings,
            CheckpointKey key,
            LogKeyService keys,
            SigningRecord record,
            TransactionTemplate transaction,
            Clock clock,
            MeterRegistry metrics) {
        this.tree = tree;
        this.settings = settings;
        this.key = key;
        this.keys = keys;
        this.record = record;
        this.transaction = transaction;
        this.clock = clock;
        this.metrics = metrics;
        metrics.gauge("vigie.audit.conflict", conflict, found -> found.get().isPresent() ? 1 : 0);
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

    /** Takes all the leaves that wait now. Returns how many: none where the database holds another log than was signed. */
    int integrateAll() {
        while (!is(() -> !tree.lock() || tree.growNodes(tree.size(), NODES_IN_A_TRANSACTION))) {
            LOG.info("an audit tree of an older version is made ready for proofs");
        }
        int all = 0;
        int taken = settings.batch();
        while (taken == settings.batch() && is(this::mayGoOn)) {
            taken = integrate();
            all += taken;
            sign();
        }
        return all;
    }

    private boolean is(BooleanSupplier asked) {
        return Boolean.TRUE.equals(transaction.execute(status -> asked.getAsBoolean()));
    }

    private boolean mayGoOn() {
        var found = record.conflict(settings.origin(), tree);
        var before = conflict.getAndSet(found);
        if (found.isPresent() && before.isEmpty()) {
            LOG.error("the audit log is not signed any more: {}", found.get().sentence());
        }
        return found.isEmpty();
    }

    private int integrate() {
        Integer taken = transaction.execute(status -> {
            if (!tree.lock()) {
                return 0; // another process is at it
            }
            List<AuditTree.Leaf> leaves = tree.take(settings.batch());
            long before = tree.size();
            tree.place(before, leaves);
            tree.growNodes(before + leaves.size(), Integer.MAX_VALUE);
            return leaves.size();
        });
        return taken == null ? 0 : taken;
    }

    private void sign() {
        LastSigned made = transaction.execute(status -> tree.lock() && mayGoOn() ? signUnderLock() : null);
        if (made != null) {
            transaction.executeWithoutResult(status -> {
                // where another process signs by now, the record is its
                if (tree.lock() && record.read().filter(made::equals).isPresent()) {
                    record.write(made.done());
                }
            });
        }
    }

    private @Nullable LastSigned signUnderLock() {
        long size = tree.size();
        var newest = tree.newest();
        if (size == newest.map(AuditTree.Signed::size).orElse(0L)) {
            return null;
        }
        keys.settle(AuditActor.system("audit")); // before a key signs that nobody has noted
        MerkleFrontier edge = tree.tiles(size).frontier(size);
        LastSigned now = begin(edge, newest.map(AuditTree.Signed::size).orElse(0L));
        // PostgreSQL rounds to the microsecond, also up into a second that was not signed
        Instant time = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // times of checkpoints rise, also when the clock was set back
        Instant at = newest.map(AuditTree.Signed::at).filter(time::isBefore).orElse(time);
        var checkpoint = new Checkpoint(settings.origin(), size, edge.root());
        byte[] signature = key.sign(checkpoint.text());
        tree.addCheckpoint(edge, at, signature, key.note(checkpoint, signature, at));
        return now;
    }

    /** Before the signature exists: whatever happens next, no other tree of that size is signed. */
    private LastSigned begin(MerkleFrontier edge, long newest) {
        LastSigned.Head head = new LastSigned.Head(edge.size(), edge.root());
        LastSigned last = record.read()
                .map(read -> read.caughtUp(newest))
                .orElseGet(() -> new LastSigned(settings.origin(), head.size(), head, null, LastSigned.UNCOUNTED));
        if (last.checkpoints() == LastSigned.UNCOUNTED) {
            last = last.counted(tree.checkpoints());
        }
        LastSigned now = last.signing(head);
        record.write(now);
        return now;
    }
}

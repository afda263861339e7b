package org.vigie.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.IndexEntry;
import org.vigie.core.index.SegmentedIndex;

/**
 * How soon a new entry is found and a withdrawn one gone, while others look hashes up and segments are merged beside it, as the
 * application does all three. The reading of a change from the database comes on top there.
 */
final class ChangesUnderLoad {
    private static final int QUERIES_PER_S = 1000;
    private static final long BETWEEN_QUERIES_NS = TimeUnit.SECONDS.toNanos(1) / QUERIES_PER_S;

    /** So that changes meet all states of merging instead of being over at once. */
    private static final long BETWEEN_CHANGES_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final AtomicReference<SegmentedIndex> present;
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Pdq> asked;
    private final int radius;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong merges = new AtomicLong();
    private volatile boolean isOver;

    /** @param asked what is looked up meanwhile, over and over */
    ChangesUnderLoad(SegmentedIndex index, List<Pdq> asked, int radius) {
        this.present = new AtomicReference<>(index);
        this.asked = asked;
        this.radius = radius;
    }

    /** Adds the entries one by one, and withdraws them again in the same order. */
    void run(List<IndexEntry> entries, Figures figures) throws InterruptedException {
        List<Thread> beside = List.of(new Thread(this::look, "looking up"), new Thread(this::merge, "merging"));
        beside.forEach(Thread::start);
        long start = System.nanoTime();
        List<Double> added = times(entries, false);
        List<Double> withdrawn = times(entries, true);
        double seconds = (System.nanoTime() - start) / 1e9;
        isOver = true;
        for (Thread thread : beside) {
            thread.join();
        }
        figures.with("changes", 2 * entries.size())
                .with("changes_under_queries_per_s", answered.get() / seconds)
                .with("merges", merges.get())
                .with("added_found_p50_ms", at(added, 0.5))
                .with("added_found_p99_ms", at(added, 0.99))
                .with("added_found_max_ms", at(added, 1))
                .with("withdrawn_gone_p50_ms", at(withdrawn, 0.5))
                .with("withdrawn_gone_p99_ms", at(withdrawn, 0.99))
                .with("withdrawn_gone_max_ms", at(withdrawn, 1));
    }

    /** Milliseconds from before a change until a look-up answers by it, ascending. */
    private List<Double> times(List<IndexEntry> entries, boolean isWithdrawn) {
        List<Double> times = new ArrayList<>();
        for (IndexEntry entry : entries) {
            Pdq hash = Pdq.of(entry.hash());
            long start = System.nanoTime();
            change(new SegmentedIndex.Change(entry, isWithdrawn));
            while (isFound(hash, entry.id()) == isWithdrawn) {
                Thread.onSpinWait();
            }
            times.add((System.nanoTime() - start) / 1e6);
            LockSupport.parkNanos(BETWEEN_CHANGES_NS);
        }
        Collections.sort(times);
        return times;
    }

    private boolean isFound(Pdq hash, long id) {
        return present.get().near(hash, radius).stream().anyMatch(found -> found.id() == id);
    }

    private void change(SegmentedIndex.Change change) {
        changing.lock();
        try {
            present.set(present.get().with(List.of(change)));
        } finally {
            changing.unlock();
        }
    }

    private void look() {
        long next = System.nanoTime();
        while (!isOver) {
            Pdq hash = asked.get((int) (answered.get() % asked.size()));
            present.get().near(hash, radius);
            answered.incrementAndGet();
            next += BETWEEN_QUERIES_NS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void merge() {
        while (!isOver) {
            SegmentedIndex before = present.get();
            if (!before.needsMerging()) {
                LockSupport.parkNanos(BETWEEN_CHANGES_NS);
                continue;
            }
            SegmentedIndex after = before.merged();
            changing.lock();
            try {
                present.set(present.get().replacing(before, after));
            } finally {
                changing.unlock();
            }
            merges.incrementAndGet();
        }
    }

    private static double at(List<Double> ascending, double share) {
        return ascending.get((int) Math.ceil(share * ascending.size()) - 1);
    }
}

package org.vigie.hashlist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/**
 * One import on its way: gathers entries into batches, and counts. Holds one batch and one report in memory, whatever the file.
 *
 * <p>With each batch it keeps how many records were told to it. Where an earlier run was cut off, the same records are told
 * again from the beginning, and those that it had kept are passed over; rejected ones are counted anew, since they are written
 * at the end only.
 */
final class ListImport implements EntryReader {
    private static final Comparator<ListEntry> BY_HASH = Comparator.comparing(
                    (ListEntry entry) -> entry.hash().algorithm())
            .thenComparing(entry -> entry.hash().hex());

    private final ImportReport begun;
    private final long skip;
    private final ImportStore store;
    private final Map<HashValue, ListEntry> batch = new LinkedHashMap<>();
    private final Map<OpaqueHash, OpaqueEntry> opaqueBatch = new TreeMap<>(Comparator.comparing(OpaqueHash::toString));
    private final List<RejectedLine> rejected = new ArrayList<>();
    private int frames;
    private long seen;
    private long told;
    private long accepted;
    private long changed;
    private long unchanged;
    private long stillWithdrawn;
    private long recalled;
    private long opaque;
    private long rejectedCount;

    /** @param begun what an earlier run did that was cut off; its {@link ImportReport#resumedAfter} records are passed over */
    ListImport(ImportReport begun, ImportStore store) {
        this.begun = begun;
        this.skip = begun.resumedAfter();
        this.store = store;
        accepted = begun.accepted();
        changed = begun.changed();
        unchanged = begun.unchanged();
        stillWithdrawn = begun.stillWithdrawn();
        recalled = begun.recalled();
        opaque = begun.opaque();
    }

    /** Whether the record that comes now is one that the earlier run took. */
    private boolean isTaken() {
        seen++;
        return seen <= skip;
    }

    @Override
    public void entry(ListEntry entry) {
        if (entry.isVideoWithoutFrames() && !batch.containsKey(entry.hash()) && !store.has(entry.hash())) {
            rejected(new RejectedLine(entry.line(), RejectedLine.Reason.NO_FRAMES));
            return;
        }
        if (isTaken()) {
            return;
        }
        ListEntry earlier = batch.get(entry.hash());
        if (earlier != null && earlier.saysTheSameAs(entry)) {
            unchanged++;
        } else {
            if (earlier != null) {
                // the file contradicts itself: its later line holds, as if it had come with a later file
                flush();
            }
            batch.put(entry.hash(), entry);
            frames += entry.frames().size();
        }
        tookOne();
    }

    @Override
    public void rejected(RejectedLine line) {
        rejectedCount++;
        if (rejected.size() < HashListLimits.REJECTED_LINES_KEPT) {
            rejected.add(line);
        }
        if (!isTaken()) {
            tookOne();
        }
    }

    /** The later of two of the same hash holds. */
    @Override
    public void opaque(OpaqueEntry entry) {
        if (!isTaken()) {
            opaqueBatch.put(entry.hash(), entry);
            tookOne();
        }
    }

    /** What was said before it in the file was said before it. */
    @Override
    public void recalled(Recall recall) {
        if (isTaken()) {
            return;
        }
        flush();
        told = seen;
        store.together(() -> {
            recalled += store.recall(recall);
            store.keep(report(), told);
        });
    }

    private void tookOne() {
        told = seen;
        if (batch.size() == HashListLimits.BATCH_ENTRIES_MAX
                || frames >= HashListLimits.BATCH_FRAMES_MAX
                || opaqueBatch.size() == HashListLimits.BATCH_ENTRIES_MAX) {
            flush();
        }
    }

    void flush() {
        if (batch.isEmpty() && opaqueBatch.isEmpty()) {
            return;
        }
        store.together(() -> {
            if (!opaqueBatch.isEmpty()) {
                opaque += store.writeOpaque(List.copyOf(opaqueBatch.values()));
            }
            if (!batch.isEmpty()) {
                count(store.write(batch.values().stream().sorted(BY_HASH).toList()));
            }
            store.keep(report(), told);
        });
        opaqueBatch.clear();
        batch.clear();
        frames = 0;
    }

    private void count(HashEntries.Written written) {
        accepted += written.added();
        changed += written.changed();
        stillWithdrawn += written.stillWithdrawn();
        unchanged += batch.size() - written.added() - written.changed() - written.stillWithdrawn();
    }

    ImportReport report() {
        return new ImportReport(
                begun.id(),
                begun.list(),
                accepted,
                changed,
                unchanged,
                stillWithdrawn,
                recalled,
                opaque,
                rejected,
                rejectedCount,
                skip);
    }
}

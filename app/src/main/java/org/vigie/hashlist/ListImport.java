package org.vigie.hashlist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/** One import on its way: gathers entries into batches, and counts. Holds one batch and one report in memory, whatever the file. */
final class ListImport implements EntryReader {
    private static final Comparator<ListEntry> BY_HASH = Comparator.comparing(
                    (ListEntry entry) -> entry.hash().algorithm())
            .thenComparing(entry -> entry.hash().hex());

    private final ImportId id;
    private final ListId list;
    private final Function<List<ListEntry>, HashEntries.Written> writer;
    private final ToIntFunction<Recall> recaller;
    private final ToIntFunction<List<OpaqueEntry>> opaqueWriter;
    private final Map<HashValue, ListEntry> batch = new LinkedHashMap<>();
    private final Map<OpaqueHash, OpaqueEntry> opaqueBatch = new TreeMap<>(Comparator.comparing(OpaqueHash::toString));
    private final List<RejectedLine> rejected = new ArrayList<>();
    private long accepted;
    private long changed;
    private long unchanged;
    private long stillWithdrawn;
    private long recalled;
    private long opaque;
    private long rejectedCount;

    /**
     * @param writer writes a batch and commits it
     * @param recaller withdraws what is taken back, commits it, and tells how many entries that were
     * @param opaqueWriter writes a batch of hashes that are not computed here, commits it, and tells how many are new or said anew
     */
    ListImport(
            ImportId id,
            ListId list,
            Function<List<ListEntry>, HashEntries.Written> writer,
            ToIntFunction<Recall> recaller,
            ToIntFunction<List<OpaqueEntry>> opaqueWriter) {
        this.id = id;
        this.list = list;
        this.writer = writer;
        this.recaller = recaller;
        this.opaqueWriter = opaqueWriter;
    }

    @Override
    public void entry(ListEntry entry) {
        ListEntry earlier = batch.get(entry.hash());
        if (earlier != null && earlier.saysTheSameAs(entry)) {
            unchanged++;
            return;
        }
        if (earlier != null) {
            // the file contradicts itself: its later line holds, as if it had come with a later file
            flush();
        }
        batch.put(entry.hash(), entry);
        if (batch.size() == HashListLimits.BATCH_ENTRIES_MAX) {
            flush();
        }
    }

    @Override
    public void rejected(RejectedLine line) {
        rejectedCount++;
        if (rejected.size() < HashListLimits.REJECTED_LINES_KEPT) {
            rejected.add(line);
        }
    }

    /** The later of two of the same hash holds. */
    @Override
    public void opaque(OpaqueEntry entry) {
        opaqueBatch.put(entry.hash(), entry);
        if (opaqueBatch.size() == HashListLimits.BATCH_ENTRIES_MAX) {
            flushOpaque();
        }
    }

    /** What was said before it in the file was said before it. */
    @Override
    public void recalled(Recall recall) {
        flush();
        recalled += recaller.applyAsInt(recall);
    }

    void flush() {
        flushOpaque();
        if (batch.isEmpty()) {
            return;
        }
        HashEntries.Written written =
                writer.apply(batch.values().stream().sorted(BY_HASH).toList());
        accepted += written.added();
        changed += written.changed();
        stillWithdrawn += written.stillWithdrawn();
        unchanged += batch.size() - written.added() - written.changed() - written.stillWithdrawn();
        batch.clear();
    }

    private void flushOpaque() {
        if (!opaqueBatch.isEmpty()) {
            opaque += opaqueWriter.applyAsInt(List.copyOf(opaqueBatch.values()));
            opaqueBatch.clear();
        }
    }

    ImportReport report() {
        return new ImportReport(
                id, list, accepted, changed, unchanged, stillWithdrawn, recalled, opaque, rejected, rejectedCount);
    }
}

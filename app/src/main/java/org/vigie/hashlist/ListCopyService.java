package org.vigie.hashlist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Service;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;

/**
 * Reads whole lists: to give a copy away, to compare one with a file, to check one. A list may change while it is read; every
 * entry that is there all the time is read once.
 */
@Service
public class ListCopyService {
    private final ListReadingService reading;
    private final HashListService lists;

    ListCopyService(ListReadingService reading, HashListService lists) {
        this.reading = reading;
        this.lists = lists;
    }

    /** Does something with a batch of entries. */
    @FunctionalInterface
    private interface Batch<T> {
        void take(List<T> page) throws IOException;
    }

    /** All entries by the names that the sources gave, batch by batch. */
    private void each(ListId list, Batch<HashEntry> batch) throws IOException {
        Optional<HashEntry> last = Optional.empty();
        List<HashEntry> page;
        do {
            page = reading.after(list, last);
            batch.take(page);
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == HashListLimits.BATCH_ENTRIES_MAX);
    }

    /** The same of those whose hashes are not computed here, by these. */
    private void eachOpaque(ListId list, Batch<OpaqueStored> batch) throws IOException {
        Optional<OpaqueStored> last = Optional.empty();
        List<OpaqueStored> page;
        do {
            page = reading.opaqueAfter(list, last);
            batch.take(page);
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == HashListLimits.BATCH_ENTRIES_MAX);
    }

    /**
     * Writes every entry and every withdrawal, by the names that the sources gave, and then those whose hashes are not computed
     * here. The audit has it before the first of them.
     *
     * @param format of the copy, as a word for the audit
     * @return how many there were
     * @throws IOException where it cannot be written
     */
    public long export(ListId list, String format, EntryWriter to, AuditActor by) throws IOException {
        lists.copied(list, format, by);
        var written = new AtomicLong();
        each(list, page -> {
            for (HashEntry entry : page) {
                write(entry, to);
            }
            written.addAndGet(page.size());
        });
        eachOpaque(list, page -> {
            for (OpaqueStored entry : page) {
                to.opaque(entry);
            }
            written.addAndGet(page.size());
        });
        return written.get();
    }

    private void write(HashEntry entry, EntryWriter to) throws IOException {
        boolean isVideo = entry.hash().algorithm() == HashAlgorithm.VPDQ && !entry.isWithdrawn();
        if (isVideo && to.takesFrames()) {
            to.video(entry, reading.frames(entry.id()));
        } else {
            to.entry(entry);
        }
    }

    /**
     * Compares a list with a file, without changing anything. It holds the numbers of the list's entries in memory. The
     * audit has it first, since the result names hashes.
     *
     * @throws IOException where the file cannot be read
     */
    public ListDiff diff(ListId list, EntrySource file, AuditActor by) throws IOException {
        lists.whole(list, "diff", by);
        var comparison = new ListComparison(
                hashes -> reading.having(list, hashes), hashes -> reading.opaqueHaving(list, hashes));
        file.read(comparison);
        comparison.flush();
        each(list, page -> page.forEach(comparison::inList));
        eachOpaque(list, page -> page.forEach(comparison::inList));
        return comparison.result();
    }

    /** Checks a list as it is stored. The audit has it first, since the result names hashes. */
    public ListCheck check(ListId list, AuditActor by) {
        lists.whole(list, "verify", by);
        var examination = new ListExamination();
        try {
            each(list, page -> examination.page(page, reading.contradicted(page)));
            eachOpaque(list, page -> examination.opaquePage(page, reading.opaqueContradicted(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written to
        }
        long unfinished = lists.imports(list).stream()
                .filter(run -> run.finishedAt() == null)
                .count();
        return examination.result(unfinished);
    }
}

package org.vigie.hashlist;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.vigie.audit.AuditActor;

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

    /**
     * Writes every entry and every withdrawal, by the names that the sources gave. The audit has it before the first of them.
     *
     * @param format of the copy, as a word for the audit
     * @return how many there were
     * @throws IOException where it cannot be written
     */
    public long export(ListId list, String format, EntryWriter to, AuditActor by) throws IOException {
        lists.copied(list, format, by);
        long written = 0;
        Optional<HashEntry> last = Optional.empty();
        List<HashEntry> page;
        do {
            page = reading.after(list, last);
            for (HashEntry entry : page) {
                to.entry(entry);
                written++;
            }
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == HashListLimits.BATCH_ENTRIES_MAX);
        return written;
    }

    /**
     * Compares a list with a file, without changing anything. It holds the numbers of the list's entries in memory. The
     * audit has it first, since the result names hashes.
     *
     * @throws IOException where the file cannot be read
     */
    public ListDiff diff(ListId list, EntrySource file, AuditActor by) throws IOException {
        lists.whole(list, "diff", by);
        var comparison = new ListComparison(hashes -> reading.having(list, hashes));
        file.read(comparison);
        comparison.flush();
        Optional<HashEntry> last = Optional.empty();
        List<HashEntry> page;
        do {
            page = reading.after(list, last);
            page.forEach(comparison::inList);
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == HashListLimits.BATCH_ENTRIES_MAX);
        return comparison.result();
    }

    /** Checks a list as it is stored. The audit has it first, since the result names hashes. */
    public ListCheck check(ListId list, AuditActor by) {
        lists.whole(list, "verify", by);
        var examination = new ListExamination();
        Optional<HashEntry> last = Optional.empty();
        List<HashEntry> page;
        do {
            page = reading.after(list, last);
            examination.page(page, reading.contradicted(page));
            last = page.isEmpty() ? last : Optional.of(page.getLast());
        } while (page.size() == HashListLimits.BATCH_ENTRIES_MAX);
        long unfinished = lists.imports(list).stream()
                .filter(run -> run.finishedAt() == null)
                .count();
        return examination.result(unfinished);
    }
}

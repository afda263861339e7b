package org.vigie.hashlist;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.hash.HashValue;

/**
 * Reads what came to a list, or was changed in it, since a mark. Only what transactions wrote that are older than every one
 * that is still under way is read: nothing can appear before a mark that was reached, in whatever order transactions end.
 */
@Service
public class NewEntryService {
    private final NewEntries entries;

    /**
     * Some entries that match.
     *
     * @param hashes of them, in the order in which they were written
     * @param last the place of the last of them; the mark that was asked for where there is none
     * @param isPending where there is none: whether some are there that are not to be read yet
     */
    public record Page(List<HashValue> hashes, EntryMark last, boolean isPending) {
        public Page {
            hashes = List.copyOf(hashes);
        }
    }

    NewEntryService(NewEntries entries) {
        this.entries = entries;
    }

    /** The next ones behind the mark, at most so many. */
    @Transactional(readOnly = true)
    public Page page(ListId list, EntryMark mark, int limit) {
        List<NewEntries.Written> page = entries.page(list, mark, limit);
        if (page.isEmpty()) {
            return new Page(List.of(), mark, entries.areThereAny(list, mark));
        }
        return new Page(
                page.stream().map(NewEntries.Written::hash).toList(),
                page.getLast().place(),
                false);
    }

    /** How many there are behind the mark, counted up to a limit. */
    @Transactional(readOnly = true)
    public long count(ListId list, EntryMark mark, long limit) {
        return entries.count(list, mark, limit);
    }

    /** The mark before all that is written from now on, and before what is being written. */
    @Transactional(readOnly = true)
    public EntryMark now() {
        return entries.now();
    }
}

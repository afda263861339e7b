package org.vigie.hashlist;

import java.util.List;
import org.vigie.core.hash.HashValue;

/** Where an import writes to. */
interface ImportStore {
    /** Does it in one transaction. */
    void together(Runnable writing);

    HashEntries.Written write(List<ListEntry> entries);

    /** Whether the list has an entry of that hash, withdrawn or not. */
    boolean has(HashValue hash);

    /** How many of these are new or said anew. */
    int writeOpaque(List<OpaqueEntry> entries);

    /** Withdraws what is taken back, and tells how many entries that were. */
    int recall(Recall recall);

    /**
     * Keeps what has become of the records so far.
     *
     * @param told so many records, from the beginning, are written or need no writing
     */
    void keep(ImportReport soFar, long told);
}

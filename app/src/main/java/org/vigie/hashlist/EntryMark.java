package org.vigie.hashlist;

/**
 * A place in the order in which entries were written: behind all that earlier transactions wrote, and in the one that it names
 * behind that entry.
 *
 * @param transaction a transaction number of PostgreSQL
 * @param entry the id of an entry that it wrote; 0 for the beginning of what it wrote
 */
public record EntryMark(long transaction, long entry) {
    /** Before everything. */
    public static final EntryMark BEGINNING = new EntryMark(0, 0);

    /** @throws IllegalArgumentException for negative numbers */
    public EntryMark {
        if (transaction < 0 || entry < 0) {
            throw new IllegalArgumentException("no place: %d, %d".formatted(transaction, entry));
        }
    }

    /** Whether it is of a later transaction than the other. */
    public boolean isLaterThan(EntryMark other) {
        return transaction > other.transaction;
    }
}

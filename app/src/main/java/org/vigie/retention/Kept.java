package org.vigie.retention;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One kind of records that end some day. Always called for the bound organisation, in a transaction. */
public interface Kept {
    /** The kind, in capitals, as rules name it. */
    String kind();

    /**
     * Records that are older than that day and not erased, in the order of their ids.
     *
     * @param after only records with a greater id
     */
    List<UUID> olderThan(LocalDate day, UUID after, int limit);

    /** How many there are. */
    long countOlderThan(LocalDate day);

    /** The record that people know by that number. */
    Optional<UUID> byNumber(long number);

    /** Destroys what the record says of anybody and leaves that it was there. Whether anything was left to destroy. */
    boolean erase(UUID record);
}

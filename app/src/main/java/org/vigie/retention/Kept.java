package org.vigie.retention;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One kind of records that end some day. Always called for the bound organisation, in a transaction. */
public interface Kept {
    /** The kind, in capitals, as rules name it. */
    String kind();

    /**
     * Records that are older than that day and not erased, in the order of their ids. What is still being worked on is not old.
     *
     * @param after only records with a greater id
     */
    List<UUID> olderThan(LocalDate day, UUID after, int limit);

    /**
     * The record that people know by that name: the id in the address of its page, unless a kind says otherwise.
     *
     * @return empty also where it lies in a compartment that the bound person is not in
     */
    default Optional<UUID> find(String name) {
        try {
            return Optional.of(UUID.fromString(name.strip())).filter(this::isSeen);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether it is there and the bound person may see it. */
    boolean isSeen(UUID record);

    /** The ids by which the audit log would still tell when and about what the record came, after it is erased. */
    Set<UUID> traces(UUID record);

    /** Destroys what the record says of anybody and leaves that it was there. Whether anything was left to destroy. */
    boolean erase(UUID record);
}

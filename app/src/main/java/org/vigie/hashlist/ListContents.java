package org.vigie.hashlist;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.OpaqueHash;

/**
 * What the lists of the organisation hold, for programs that ask by number, type and value: hashes that are computed here and
 * those that are not. Whoever calls it says in the audit log who asked.
 */
@Service
public class ListContents {
    private final HashEntries entries;
    private final OpaqueEntries opaque;

    ListContents(HashEntries entries, OpaqueEntries opaque) {
        this.entries = entries;
        this.opaque = opaque;
    }

    /**
     * The entries of that very value, by the names of their lists; none where a list that stops matches has it. It is one look
     * into an index of the database, whatever it finds: no comparison by nearness, which would go through all of them.
     */
    @Transactional(readOnly = true)
    public List<OpaqueListed> matching(OpaqueHash hash) {
        List<OpaqueListed> found = opaque.listed(hash, HashListLimits.LISTS_SHOWN_MAX);
        boolean isStopped = found.stream().anyMatch(one -> one.kind().isStopping());
        return isStopped ? List.of() : found;
    }

    /** An entry that matches, by its number. */
    @Transactional(readOnly = true)
    public Optional<OpaqueListed> opaque(long number) {
        return opaque.find(number);
    }

    /** The systems that any of the lists has a hash of, PhotoDNA among them in any case. */
    @Transactional(readOnly = true)
    public List<String> systems() {
        return Stream.concat(Stream.of(OpaqueHash.PHOTODNA), opaque.systems().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** How many entries of the system match, counted up to {@link HashListLimits#ENTRIES_COUNTED_MAX}. */
    @Transactional(readOnly = true)
    public int size(String system) {
        return opaque.countUpTo(system, HashListLimits.ENTRIES_COUNTED_MAX);
    }

    /** The types of hashes that the list has, in the words of list files. */
    @Transactional(readOnly = true)
    public List<String> types(ListId list) {
        var computed = entries.algorithms(list).stream().map(HashAlgorithm::label);
        return Stream.concat(computed, opaque.systems(list).stream()).toList();
    }

    /** The numbers of entries of these lists that match and came before that one, the greatest first. */
    @Transactional(readOnly = true)
    public List<Long> numbersBefore(List<ListId> lists, long before, int limit) {
        return Stream.concat(
                        opaque.numbersBefore(lists, before, limit).stream(),
                        entries.numbersBefore(lists, before, limit).stream())
                .sorted(Comparator.reverseOrder())
                .limit(limit)
                .toList();
    }
}

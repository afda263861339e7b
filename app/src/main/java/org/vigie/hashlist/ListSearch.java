package org.vigie.hashlist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.OpaqueHash;

/**
 * What the lists of the organisation say of one hash, for a person who asks; on record before it is answered. Of hashes that are
 * not computed here it finds the very value always, and near ones where a {@link LicensedComparison} of their system is installed.
 * That one goes through all entries of the system a batch at a time, which takes as long as there are entries.
 */
@Service
public class ListSearch {
    private static final Comparator<OpaqueSaid> NEAREST_FIRST = Comparator.comparingLong(OpaqueSaid::distance)
            .thenComparing(said -> said.listName().text());

    private final OpaqueEntries opaque;
    private final HashEntries entries;
    private final AuditService audit;
    private final Map<String, LicensedComparison> comparisons;

    ListSearch(OpaqueEntries opaque, HashEntries entries, AuditService audit) {
        this.opaque = opaque;
        this.entries = entries;
        this.audit = audit;
        this.comparisons = ServiceLoader.load(LicensedComparison.class).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toUnmodifiableMap(LicensedComparison::system, comparison -> comparison));
    }

    /** The systems whose hashes are compared by nearness as well. */
    public List<String> licensed() {
        return comparisons.keySet().stream().sorted().toList();
    }

    /** What is said of that very hash, withdrawn or not, by the names of the lists. */
    @Transactional
    public List<Said> said(HashValue hash, AuditActor by) {
        record(hash.algorithm().label(), by);
        return entries.everywhere(hash, HashListLimits.LISTS_SHOWN_MAX);
    }

    /** What is said of a hash that is not computed here, the nearest first; nothing that was withdrawn. */
    @Transactional
    public List<OpaqueSaid> said(OpaqueHash hash, AuditActor by) {
        record(hash.system(), by);
        LicensedComparison comparison = comparisons.get(hash.system());
        List<OpaqueSaid> said = comparison == null ? exact(hash) : near(hash, comparison);
        return said.stream()
                .sorted(NEAREST_FIRST)
                .limit(HashListLimits.LISTS_SHOWN_MAX)
                .toList();
    }

    /** The hash itself stays out of the log, whose texts are not sealed. */
    private void record(String system, AuditActor by) {
        audit.record(new AuditAct("list.searched", by, List.of(), Map.of("system", system)));
    }

    private List<OpaqueSaid> exact(OpaqueHash hash) {
        return opaque.having(hash, HashListLimits.LISTS_SHOWN_MAX).stream()
                .map(row -> new OpaqueSaid(row.listName(), row.kind(), row.entry(), true, 0))
                .toList();
    }

    private List<OpaqueSaid> near(OpaqueHash hash, LicensedComparison comparison) {
        List<OpaqueSaid> said = new ArrayList<>();
        byte[] asked = hash.bytes();
        long last = 0;
        for (List<OpaqueEntries.Row> batch = batch(hash, last); !batch.isEmpty(); batch = batch(hash, last)) {
            for (OpaqueEntries.Row row : batch) {
                OptionalLong distance =
                        comparison.distance(asked, row.entry().hash().bytes());
                distance.ifPresent(far -> said.add(new OpaqueSaid(
                        row.listName(),
                        row.kind(),
                        row.entry(),
                        row.entry().hash().equals(hash),
                        far)));
            }
            last = batch.getLast().id();
            said.sort(NEAREST_FIRST);
            said.subList(Math.min(said.size(), HashListLimits.LISTS_SHOWN_MAX), said.size())
                    .clear();
        }
        return said;
    }

    private List<OpaqueEntries.Row> batch(OpaqueHash hash, long last) {
        return opaque.after(hash.system(), last, HashListLimits.BATCH_ENTRIES_MAX);
    }
}

package org.vigie.audit;

import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.CurrentOrganisation;

/**
 * Takes the ids of erased records out of the audit log. An entry that named one keeps its act, its actor and its time, so that
 * nobody's doing is lost; the id gives way to the word {@value #ERASED}, and the salt to a fresh one. Without the old salt the
 * leaf in the tree confirms nothing that somebody guesses any more, and the tree stands as it was signed.
 *
 * <p>What is left of the entry is not left to whoever owns the tables: an entry of its own, {@value #ACT}, says which were burnt
 * and holds the new commitment of each. {@link AuditVerification} demands it, so that a salt which somebody only took away is
 * found, and so is a change of what is left.
 */
@Service
public class AuditBurnService {
    /** What stands in the place of the id of an erased record. */
    public static final String ERASED = "erased";

    static final String ACT = "audit.burnt";

    /** Entries that one entry of the log says are burnt: as many as it has room for facts. */
    private static final int ENTRIES_AT_ONCE = 20;

    private final AuditEntries entries;
    private final Clock clock;

    AuditBurnService(AuditEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Burns these ids out of all entries of the bound organisation. Joins the transaction that is open. */
    @Transactional
    public void burn(Set<UUID> ids, AuditActor by) {
        if (ids.isEmpty()) {
            return;
        }
        List<String> names = ids.stream().map(UUID::toString).toList();
        for (var some = entries.naming(names, ENTRIES_AT_ONCE);
                !some.isEmpty();
                some = entries.naming(names, ENTRIES_AT_ONCE)) {
            Map<Long, AuditEntry> left = new TreeMap<>();
            some.forEach((id, entry) -> left.put(id, entry.without(names)));
            Map<String, String> facts = new TreeMap<>();
            left.forEach((id, entry) -> facts.put(fact(id), HexFormat.of().formatHex(entry.commitment())));
            long said = entries.add(AuditEntry.fresh(
                    CurrentOrganisation.require(), clock.instant(), new AuditAct(ACT, by, List.of(), facts)));
            left.forEach((id, entry) -> entries.burn(id, entry, said));
        }
    }

    /** The name of the fact that holds the new commitment of a burnt entry. */
    static String fact(long entry) {
        return "entry-" + entry;
    }
}

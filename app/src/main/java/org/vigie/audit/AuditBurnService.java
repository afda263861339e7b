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
 * nobody's doing is lost; the id gives way to the word {@value #ERASED}, and its salt to what it was committed to by. Nothing
 * confirms a guess at the id any more, and the leaf that was signed goes on proving all the rest.
 *
 * <p>An entry of the form before had one salt for everything: its leaf proves nothing any more once that is gone.
 *
 * <p>That something was burnt is not left to whoever owns the tables either: an entry of its own, {@value #ACT}, names the erasure,
 * the entries, and which of their subjects it took; of those of the form before, what is left is committed to there anew.
 * {@link AuditVerification} demands it, and the erasure.
 */
@Service
public class AuditBurnService {
    /** What stands in the place of the id of an erased record. */
    public static final String ERASED = "erased";

    static final String ACT = "audit.burnt";

    /** What an erasure itself is recorded as. */
    static final String ERASURE_ACT = "record.erased";

    /** The name of the fact that holds the number of the entry of the erasure. */
    static final String ERASURE = "erasure";

    /** Entries that one entry of the log says are burnt: as many as it has room for facts beside the erasure. */
    private static final int ENTRIES_AT_ONCE = 19;

    /** Entries that are looked for at once: a subject that many name is not asked for as often as entries are written. */
    private static final int ENTRIES_LOOKED_FOR = 100 * ENTRIES_AT_ONCE;

    private final AuditEntries entries;
    private final Clock clock;

    AuditBurnService(AuditEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * Records that a record of the bound organisation was erased, and burns these ids out of all entries before. Joins the
     * transaction that is open, in which the erasure must stand in its table already.
     *
     * @param kind of the record
     * @param cause in a word of ours
     */
    @Transactional
    public void erased(UUID record, String kind, String cause, Set<UUID> ids, AuditActor by) {
        long erasure = entries.add(AuditEntry.fresh(
                CurrentOrganisation.require(),
                clock.instant(),
                new AuditAct(ERASURE_ACT, by, List.of(record.toString()), Map.of("kind", kind, "cause", cause))));
        if (!ids.isEmpty()) {
            burn(ids, erasure, by);
        }
    }

    private void burn(Set<UUID> ids, long erasure, AuditActor by) {
        List<String> names = ids.stream().map(UUID::toString).toList();
        List<Long> named;
        do {
            named = entries.naming(names, erasure, ENTRIES_LOOKED_FOR);
            for (int from = 0; from < named.size(); from += ENTRIES_AT_ONCE) {
                List<Long> some = named.subList(from, Math.min(from + ENTRIES_AT_ONCE, named.size()));
                Map<Long, AuditEntry> left = new TreeMap<>();
                entries.lock(some, names).forEach((id, entry) -> left.put(id, entry.without(names)));
                if (!left.isEmpty()) { // else others burnt them meanwhile
                    burn(left, erasure, by);
                }
            }
        } while (named.size() == ENTRIES_LOOKED_FOR);
    }

    private void burn(Map<Long, AuditEntry> left, long erasure, AuditActor by) {
        Map<String, String> facts = new TreeMap<>();
        facts.put(ERASURE, Long.toString(erasure));
        left.forEach((id, entry) -> facts.put(fact(id), said(entry)));
        long said = entries.add(AuditEntry.fresh(
                CurrentOrganisation.require(), clock.instant(), new AuditAct(ACT, by, List.of(), facts)));
        left.forEach((id, entry) -> entries.burn(id, entry, said));
    }

    /** The name of the fact that says what was burnt of an entry. */
    static String fact(long entry) {
        return "entry-" + entry;
    }

    /** Which subjects are burnt by now; of an entry of the form before, what is left commits to anew. */
    static String said(AuditEntry left) {
        return left.subjectSalts() == null ? HexFormat.of().formatHex(left.commitment()) : left.burntPlaces();
    }
}

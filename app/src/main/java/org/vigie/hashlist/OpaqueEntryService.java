package org.vigie.hashlist;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.staff.Refusal;

/** Corrects entries whose hashes are not computed here. They are in no index, so nobody has to hear of it. */
@Service
public class OpaqueEntryService {
    private final OpaqueEntries entries;
    private final ListCounts counts;
    private final AuditService audit;
    private final Clock clock;

    OpaqueEntryService(OpaqueEntries entries, ListCounts counts, AuditService audit, Clock clock) {
        this.entries = entries;
        this.counts = counts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Ends an entry, as {@link HashListService#withdraw} does: nothing finds it any more, and no later import of the same file
     * brings it back unasked. Withdrawing it again changes nothing.
     *
     * @param reason in a person's words, 1 to {@link HashListLimits#REASON_CHARS_MAX} characters, without any address
     * @throws Refusal when the list has no such entry or the reason is not as described
     */
    @Transactional
    public void withdraw(ListId list, OpaqueHash hash, String reason, AuditActor by) {
        OpaqueStored entry = entries.having(list, List.of(hash)).stream()
                .findFirst()
                .orElseThrow(() -> new Refusal("hashlist.refusal.noEntry"));
        if (entries.withdraw(entry.number(), HashListService.goodReason(reason), clock.instant())) {
            counts.fold(list);
            audit.record(AuditAct.of("list.entry-withdrawn", by, list, entry.number()));
        }
    }
}

package org.vigie.audit;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.CurrentOrganisation;

/** Writes the audit log. Where it cannot be written, what it speaks of must not happen: the exception undoes it. */
@Service
public class AuditService {
    private final AuditEntries entries;
    private final Clock clock;

    AuditService(AuditEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * Writes an entry for the organisation that is bound, or for the platform when none is. It joins the transaction that
     * is open and commits with it; called outside any, it is on disk when this returns.
     */
    @Transactional
    public void record(AuditAct act) {
        entries.add(AuditEntry.fresh(CurrentOrganisation.get().orElse(null), clock.instant(), act));
    }
}

package org.vigie.exchange;

import java.io.IOException;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditActor;
import org.vigie.hashlist.EntryId;

/** The door for opinions: on record first, then sent. */
@Component
public class Opinions {
    private final OpinionService records;

    Opinions(OpinionService records) {
        this.records = records;
    }

    /**
     * Tells the source of an entry what we think of it.
     *
     * @throws IOException when the source does not take it; it may be told again
     * @throws org.vigie.staff.Refusal when the entry came from no source that takes opinions
     */
    public void tell(EntryId id, Opinion opinion, AuditActor by) throws IOException {
        OpinionService.Told told = records.record(id, opinion, by);
        told.client().tell(told.access(), told.entry(), opinion);
    }
}

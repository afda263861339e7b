package org.vigie.exchange;

import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;

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

    /**
     * Asks the source of a list for which reasons a hash of that kind may be called wrong; none where it takes opinions without.
     *
     * @throws IOException when the source does not answer as it should
     * @throws org.vigie.staff.Refusal when the list has no source
     */
    public List<OpinionReason> reasons(ListId list, HashAlgorithm algorithm) throws IOException {
        OpinionService.Asked asked = records.source(list);
        return asked.client().reasons(asked.access(), algorithm);
    }
}

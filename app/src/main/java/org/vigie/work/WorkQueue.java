package org.vigie.work;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.organisation.OrgId;

/** Where work is put for later. The row commits with the transaction that asked for it. */
@Service
public class WorkQueue {
    private final WorkRows rows;

    WorkQueue(WorkRows rows) {
        this.rows = rows;
    }

    /**
     * Asks for work on a subject. While a row of that kind and subject waits, asking again only moves it to the earlier time.
     *
     * @param org on whose behalf; null for work of the platform
     */
    @Transactional
    public void add(String kind, @Nullable OrgId org, UUID subject, Instant due) {
        rows.add(kind, org, subject, due);
    }

    /** How many rows wait or are being worked on. */
    @Transactional(readOnly = true)
    public long waiting() {
        return rows.waiting();
    }

    /** How many rows failed too often and wait for a person. */
    @Transactional(readOnly = true)
    public long setAside() {
        return rows.setAside();
    }
}

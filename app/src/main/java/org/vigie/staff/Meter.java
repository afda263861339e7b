package org.vigie.staff;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditActor;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;

/**
 * Counts what is shown to a person, before it is read and in the same transaction, so that nobody carries a list or all
 * addresses away page by page. Parts of the system that read for themselves are not counted.
 */
@Component
public class Meter {
    private static final String PERSON = "person";

    private final LimitService limits;

    Meter(LimitService limits) {
        this.limits = limits;
    }

    /**
     * Takes so many of the reader's day.
     *
     * @throws Refusal when so many are not left; nothing is taken then
     */
    public void demand(Limit limit, AuditActor reader, int count) {
        if (count > 0
                && reader.kind().equals(PERSON)
                && !limits.takeOfDay(limit, UUID.fromString(reader.id()), count)) {
            throw new Refusal("staff.meter.empty", limits.size(limit));
        }
    }
}

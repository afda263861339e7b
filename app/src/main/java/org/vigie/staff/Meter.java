package org.vigie.staff;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.vigie.audit.AuditActor;
import org.vigie.limit.Limit;
import org.vigie.limit.LimitService;

/**
 * Counts what is shown to a person, before it is read and in the same transaction, so that nobody carries a list or all
 * addresses away page by page. Parts of the system that read for themselves are not counted.
 */
@Service
public class Meter {
    private static final String PERSON = "person";

    /** After how many of a day it is bulk, each time: a machine that was left open gives away no more than that. */
    private static final Map<Limit, Integer> PER_FACTOR = Map.of(
            Limit.REVEAL_OF_PERSON,
            StaffLimits.ADDRESSES_PER_FACTOR,
            Limit.HASH_OF_PERSON,
            StaffLimits.HASHES_PER_FACTOR);

    private final LimitService limits;
    private final Sessions sessions;

    Meter(LimitService limits, Sessions sessions) {
        this.limits = limits;
        this.sessions = sessions;
    }

    /**
     * Takes so many of the reader's day.
     *
     * @throws Refusal when so many are not left; nothing is taken then
     * @throws FactorTooOld when the day's next bulk begins with these, and the request is not of a person who has proven a factor
     *     recently; nothing is taken then
     */
    @Transactional
    public void demand(Limit limit, AuditActor reader, int count) {
        if (count <= 0 || !reader.kind().equals(PERSON)) {
            return;
        }
        var person = UUID.fromString(reader.id());
        int taken = limits.takenOfDay(limit, person, count)
                .orElseThrow(() -> new Refusal("staff.meter.empty", limits.size(limit)));
        // asked after taking, when nobody else can take any more: of many requests at once each sees those before it;
        // what is thrown undoes the taking
        if (beginsBulk(limit, taken - count, taken) && !hasRecentFactor()) {
            throw new FactorTooOld();
        }
    }

    private static boolean beginsBulk(Limit limit, int before, int after) {
        var bulk = PER_FACTOR.get(limit);
        return bulk != null && before / bulk != after / bulk;
    }

    private boolean hasRecentFactor() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && sessions.hasRecentFactor(attributes.getRequest());
    }
}

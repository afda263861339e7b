package org.vigie.retention;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.vigie.log.LogFailure;
import org.vigie.log.LogWord;
import org.vigie.organisation.OrgId;
import org.vigie.work.WorkHandler;
import org.vigie.work.WorkQueue;

/**
 * One turn of a night: a page of records of one kind, each ended in a transaction of its own. A turn is far shorter than the lease
 * of its work and puts itself down again, so that no second process begins it meanwhile. What cannot be erased is passed over until
 * the next night. The work's subject is the organisation.
 */
@Component
class NightTurn implements WorkHandler {
    static final String KIND = "retention.turn";

    private static final Logger LOG = LoggerFactory.getLogger(NightTurn.class);

    private final Night night;
    private final NightService nights;
    private final RetentionService retention;
    private final WorkQueue work;
    private final Clock clock;

    NightTurn(Night night, NightService nights, RetentionService retention, WorkQueue work, Clock clock) {
        this.night = night;
        this.nights = nights;
        this.retention = retention;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * What a page came to.
     *
     * @param isLast whether nothing of the kind is left that is due
     */
    private record Page(NightStanding standing, boolean isLast) {}

    @Override
    public void handle(UUID organisation) {
        List<String> kinds = retention.kindNames();
        NightStanding before = nights.begun(kinds.getFirst());
        if (before.isFresh()) {
            night.settle();
        }
        Page page = page(before);
        NightStanding after = page.standing();
        Optional<String> next = page.isLast()
                ? kinds.stream()
                        .filter(kind -> kind.compareTo(before.kind()) > 0)
                        .findFirst()
                : Optional.of(before.kind());
        if (next.isEmpty()) {
            nights.end(before, after);
        } else if (after.isFull()) {
            nights.end(before, after.cutShort());
        } else if (nights.move(before, page.isLast() ? after.at(next.get()) : after)) {
            work.add(KIND, new OrgId(organisation), organisation, clock.instant());
        }
    }

    private Page page(NightStanding before) {
        List<UUID> due;
        try {
            due = retention.due(before.kind(), before.after());
        } catch (RuntimeException e) {
            LOG.warn(
                    "what is due of kind {} cannot be looked for, and waits for the next night: {}",
                    new LogWord(before.kind()),
                    LogFailure.of(e));
            return new Page(before.failedToLook(), true);
        }
        Instant until = clock.instant().plus(RetentionLimits.TURN_MAX);
        NightStanding now = before;
        for (UUID record : due) {
            if (now.isFull() || clock.instant().isAfter(until)) {
                return new Page(now, false);
            }
            now = end(now, record);
        }
        return new Page(now, due.size() < RetentionLimits.BATCH);
    }

    /** Whatever is wrong with one record, the others end. */
    private NightStanding end(NightStanding before, UUID record) {
        try {
            return before.past(record, retention.eraseDue(before.kind(), record));
        } catch (RuntimeException e) {
            LOG.warn(
                    "record {} of kind {} cannot be erased, and waits for the next night: {}",
                    record,
                    new LogWord(before.kind()),
                    LogFailure.of(e));
            return before.passingOver(record);
        }
    }
}

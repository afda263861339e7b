package org.vigie.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.work.WorkQueue;

/**
 * What is done about anonymous reports at midnight (UTC) and at no other time: the arrivals of the day are written into the
 * audit log together, in no order, and the exact times of older reports are forgotten. Whoever reads the database, the log or a
 * copy of them then learns the day on which somebody reported, and no more.
 */
@Service
class DayEndService {
    private static final Duration DAY = Duration.ofDays(1);

    private final Incidents incidents;
    private final AuditService audit;
    private final WorkQueue work;
    private final IntakeSettings settings;
    private final Clock clock;

    DayEndService(Incidents incidents, AuditService audit, WorkQueue work, IntakeSettings settings, Clock clock) {
        this.incidents = incidents;
        this.audit = audit;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks for the end of this day. Joins the transaction of the report that makes it needed. */
    @Transactional
    public void askFor() {
        var org = CurrentOrganisation.require();
        work.add(DayEnd.KIND, org, org.value(), midnightAfter(clock.instant()));
    }

    @Transactional
    public void end() {
        Instant now = clock.instant();
        for (List<UUID> some = arrived(); !some.isEmpty(); some = arrived()) {
            audit.record(new AuditAct(
                    "report.received",
                    AuditActor.publicDoor(),
                    some.stream().map(UUID::toString).toList(),
                    Map.of("reports", Integer.toString(some.size()))));
        }
        incidents.forgetTimes(now.minus(keptFor()));
        if (incidents.hasExactTimes()) {
            askFor();
        }
    }

    private List<UUID> arrived() {
        return incidents.intoAudit(IntakeLimits.ARRIVALS_OF_AN_ENTRY_MAX);
    }

    /** Not before the witness reads "checked" also by the later midnight: no stage is ever taken back. */
    private Duration keptFor() {
        Duration least = settings.checkedAfter().plus(settings.stageStep()).plus(DAY);
        return settings.exactTimeFor().compareTo(least) < 0 ? least : settings.exactTimeFor();
    }

    private static Instant midnightAfter(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS).plus(DAY);
    }
}

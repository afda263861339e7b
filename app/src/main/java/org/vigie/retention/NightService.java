package org.vigie.retention;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;

/** Keeps how far the night of the bound organisation has come, from one turn to the next. */
@Service
class NightService {
    private static final AuditActor SELF = AuditActor.system("retention");

    private final Nights nights;
    private final Rules rules;
    private final AuditService audit;
    private final Clock clock;

    NightService(Nights nights, Rules rules, AuditService audit, Clock clock) {
        this.nights = nights;
        this.rules = rules;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where the night stands. One of an earlier night ends here, as one that was broken off, and a new one begins. */
    @Transactional
    public NightStanding begun(String firstKind) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<NightStanding> there = nights.lock();
        if (there.isPresent() && !there.get().begunAt().isBefore(Night.last(now))) {
            return there.get();
        }
        there.map(NightStanding::cutShort).ifPresent(this::ran);
        NightStanding fresh = NightStanding.fresh(now, firstKind);
        nights.put(fresh, CurrentOrganisation.require());
        return fresh;
    }

    /** Whether the night goes on there; false where another process took the same turn. */
    @Transactional
    public boolean move(NightStanding from, NightStanding to) {
        boolean isThere = nights.lock().filter(from::equals).isPresent();
        if (isThere) {
            nights.put(to, CurrentOrganisation.require());
        }
        return isThere;
    }

    /** Ends the night, unless another process did. */
    @Transactional
    public void end(NightStanding from, NightStanding last) {
        if (nights.lock().filter(from::equals).isPresent()) {
            nights.ended();
            ran(last);
        }
    }

    private void ran(NightStanding night) {
        rules.add(
                new Run(clock.instant(), night.erased(), night.held(), night.failed(), night.isWhole()),
                CurrentOrganisation.require());
        audit.record(new AuditAct(
                "retention.ran",
                SELF,
                List.of(),
                Map.of(
                        "erased", String.valueOf(night.erased()),
                        "held", String.valueOf(night.held()),
                        "failed", String.valueOf(night.failed()))));
    }
}

package org.vigie.retention;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.work.WorkHandler;
import org.vigie.work.WorkQueue;

/** Has what is due erased, each night, for each organisation: in turns that {@link NightTurn} takes. */
@Component
public class Night implements WorkHandler {
    private final RetentionService retention;
    private final ErasureList list;
    private final OrganisationService organisations;
    private final WorkQueue work;
    private final Clock clock;

    Night(
            RetentionService retention,
            ErasureList list,
            OrganisationService organisations,
            WorkQueue work,
            Clock clock) {
        this.retention = retention;
        this.list = list;
        this.organisations = organisations;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "retention.night";
    }

    /** Asking again keeps the earlier time, so that a start between two nights changes nothing. */
    @EventListener(ApplicationReadyEvent.class)
    void plan() {
        settle();
        organisations.forEach(org -> work.add(kind(), org, org.value(), next(clock.instant())));
    }

    /**
     * Plans the next night and has the first turn of this one taken, and does nothing that could fail by itself: work that fails too
     * often is set aside, and every later night would be with it.
     */
    @Override
    public void handle(UUID organisation) {
        var org = new OrgId(organisation);
        Instant now = clock.instant();
        work.add(kind(), org, organisation, next(now));
        work.add(NightTurn.KIND, org, organisation, now);
    }

    /**
     * Says in the list what the database knows of erasures whose process ended before it could say it. What the database does not
     * know stays open: it may be a copy from before.
     */
    void settle() {
        List<ErasureList.Line> done = list.read().open().stream()
                .filter(line -> CurrentOrganisation.inAllCompartments(
                        line.org(), () -> retention.isErased(line.kind(), line.record())))
                .toList();
        if (!done.isEmpty()) {
            list.add(clock.instant(), ErasureList.Step.DONE, done);
        }
    }

    /**
     * Erases again what the list beside the keys says is erased, after a copy of the database was restored. A hold beats it, as
     * every erasure. Doing it once more changes nothing that was done before.
     *
     * @param others the lists of other copies of Vigie on the same database
     * @throws java.io.UncheckedIOException when a list is not there or cannot be read; nothing is erased then
     */
    public Replayed replay(List<Path> others) {
        ErasureList.Found found = list.readWith(others);
        int erased = 0;
        List<Replayed.Left> held = new ArrayList<>();
        for (ErasureList.Line line : found.done()) {
            switch (CurrentOrganisation.inAllCompartments(
                    line.org(), () -> retention.replay(line.kind(), line.record()))) {
                case ERASED -> erased++;
                case HELD -> held.add(left(line));
                case NOT_THERE -> {}
            }
        }
        return new Replayed(erased, held, found.open().stream().map(Night::left).toList(), found.damaged());
    }

    private static Replayed.Left left(ErasureList.Line line) {
        return new Replayed.Left(line.kind(), line.record());
    }

    /** When the night began that this moment comes after, or is the first of. */
    static Instant last(Instant now) {
        return next(now).minus(Duration.ofDays(1));
    }

    /** When the night begins that comes after this moment. */
    static Instant next(Instant now) {
        Instant tonight = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .atTime(RetentionLimits.NIGHT)
                .toInstant(ZoneOffset.UTC);
        return tonight.isAfter(now) ? tonight : tonight.plus(Duration.ofDays(1));
    }
}

package org.vigie.retention;

import java.nio.file.Path;
import java.time.Clock;
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

/** Erases what is due, each night, for each organisation: bounded, and begun anew where it was broken off. */
@Component
public class Night implements WorkHandler {
    private static final UUID START = new UUID(0, 0);

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

    @Override
    public void handle(UUID organisation) {
        settle();
        int erased = 0;
        int held = 0;
        boolean isWhole = true;
        for (String kind : retention.kindNames()) {
            UUID after = START;
            while (after != null && erased < RetentionLimits.ERASED_A_NIGHT) {
                RetentionService.Batch batch = retention.eraseDue(kind, after);
                erased += batch.erased();
                held += batch.held();
                after = batch.next();
            }
            isWhole &= after == null;
        }
        retention.ran(new Run(clock.instant(), erased, held, isWhole));
        work.add(kind(), new OrgId(organisation), organisation, next(clock.instant()));
    }

    /**
     * Says in the list what the database knows of erasures whose process ended before it could say it. What the database does not
     * know stays open: it may be a copy from before.
     */
    private void settle() {
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

    /** When the night begins that comes after this moment. */
    static Instant next(Instant now) {
        Instant tonight = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .atTime(RetentionLimits.NIGHT)
                .toInstant(ZoneOffset.UTC);
        return tonight.isAfter(now) ? tonight : tonight.plus(java.time.Duration.ofDays(1));
    }
}

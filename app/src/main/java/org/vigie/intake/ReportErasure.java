package org.vigie.intake;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.LeadId;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.retention.Kept;
import org.vigie.seal.DataKeys;
import org.vigie.work.WorkQueue;

/**
 * How reports end: the key of the report is destroyed, what was sealed under it goes, and so does all that leads from what was
 * found to who reported it, when and what. Day and number stay. Nothing that others reported is lost with it: those that joined
 * it have their address fetched all the same, and a crawl that it began is theirs.
 */
@Component
class ReportErasure implements Kept {
    private final Reports reports;
    private final Incidents incidents;
    private final CrawlService crawl;
    private final DataKeys keys;
    private final WorkQueue work;
    private final IntakeSettings settings;
    private final Clock clock;

    ReportErasure(
            Reports reports,
            Incidents incidents,
            CrawlService crawl,
            DataKeys keys,
            WorkQueue work,
            IntakeSettings settings,
            Clock clock) {
        this.reports = reports;
        this.incidents = incidents;
        this.crawl = crawl;
        this.keys = keys;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "REPORT";
    }

    @Override
    public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return reports.olderThan(day, after, limit);
    }

    /** By its number. */
    @Override
    public Optional<UUID> find(String name) {
        try {
            return reports.byNumber(Long.parseLong(name.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isSeen(UUID report) {
        return reports.exists(report);
    }

    /** The log names incidents, and the leads that fetched them at a moment soon after the witness was there. */
    @Override
    public Set<UUID> traces(UUID report) {
        Set<UUID> traces = new HashSet<>();
        for (UUID incident : locked(report)) {
            traces.add(incident);
            if (incidents.another(incident).isEmpty()) {
                crawl.about(incident).stream().map(LeadId::value).forEach(traces::add);
            }
        }
        return traces;
    }

    @Override
    public boolean erase(UUID report) {
        List<UUID> named = locked(report);
        if (!reports.erase(report, clock.instant())) {
            return false;
        }
        named.forEach(this::passOn);
        named.forEach(incidents::erase);
        keys.destroy(report);
        return true;
    }

    /**
     * The incidents of a report: nobody joins one of them, or hands one to the crawl, until the transaction ends. A lead that was
     * begun just before is there to be read when this returns. Whoever reports the same locks the address first, and so does this.
     */
    private List<UUID> locked(UUID report) {
        incidents.of(report).forEach(incident -> incidents.lockAddress(incidents.addressMac(incident)));
        return incidents.locked(report);
    }

    /** What others have in it goes on for them. */
    private void passOn(UUID incident) {
        incidents
                .letAnotherWait(incident, settings.refetchAfter())
                .ifPresent(next -> work.add(
                        FetchReported.KIND,
                        CurrentOrganisation.require(),
                        next,
                        clock.instant().plus(settings.fetchSpread())));
        incidents
                .another(incident)
                .ifPresentOrElse(other -> crawl.handOver(incident, other), () -> crawl.forget(incident));
    }
}

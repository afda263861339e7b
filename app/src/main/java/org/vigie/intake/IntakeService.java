package org.vigie.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.Lead;
import org.vigie.crawl.Purpose;
import org.vigie.crawl.RobotsPolicy;
import org.vigie.crawl.Scope;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;
import org.vigie.staff.Meter;
import org.vigie.staff.Refusal;
import org.vigie.staff.SignedIn;
import org.vigie.work.WorkQueue;

/** Takes reports of the bound organisation in, has their addresses fetched, and says how far they have come. */
@Service
class IntakeService {
    private static final Duration BUDGET_SPAN = Duration.ofDays(1);

    /** The address itself, and the pictures that its page embeds. */
    private static final int LINKS_FOLLOWED = 0;

    private final Reports reports;
    private final Incidents incidents;
    private final Sealer sealer;
    private final Meter meter;
    private final AuditService audit;
    private final WorkQueue work;
    private final CrawlService crawl;
    private final DayEndService days;
    private final ApplicationEventPublisher events;
    private final IntakeSettings settings;
    private final Clock clock;

    IntakeService(
            Reports reports,
            Incidents incidents,
            Sealer sealer,
            Meter meter,
            AuditService audit,
            WorkQueue work,
            CrawlService crawl,
            DayEndService days,
            ApplicationEventPublisher events,
            IntakeSettings settings,
            Clock clock) {
        this.reports = reports;
        this.incidents = incidents;
        this.sealer = sealer;
        this.meter = meter;
        this.audit = audit;
        this.work = work;
        this.crawl = crawl;
        this.days = days;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a witness sends.
     *
     * @param words empty when they added none
     * @param receipt by which the witness finds the report again; the same receipt twice is the same report
     * @param pause before the address may be fetched
     */
    record Submission(CanonicalAddress address, String words, String language, String receipt, Duration pause) {
        /** Without what was sent. */
        @Override
        public String toString() {
            return "Submission";
        }
    }

    @Transactional
    public void receive(Submission submission) {
        var org = CurrentOrganisation.require();
        var now = clock.instant();
        var report = UUID.randomUUID();
        var words = submission.words().isEmpty() ? null : sealer.seal(submission.words(), wordsOf(report));
        var receipt = sealer.receiptMac(submission.receipt());
        if (!reports.add(
                report, org, receipt, submission.language(), LocalDate.ofInstant(now, ZoneOffset.UTC), words)) {
            return;
        }
        var incident = UUID.randomUUID();
        var address = new Incidents.SealedAddress(
                sealer.seal(submission.address().text(), addressOf(incident)),
                sealer.addressMac(submission.address().text()),
                sealer.addressMac(submission.address().host()));
        incidents.lockAddress(address.mac());
        var fetch = fetchOf(address.mac());
        incidents.add(new Incidents.Incident(incident, report, address, now, fetch), org);
        days.askFor();
        events.publishEvent(new ReportReceived(report, incident));
        if (fetch == Report.Fetch.WAITING) {
            work.add(FetchReported.KIND, org, incident, now.plus(submission.pause()));
        }
    }

    private Report.Fetch fetchOf(byte[] addressMac) {
        return settings.fetchAtOnce() ? onceForAll(addressMac) : Report.Fetch.HELD_BACK;
    }

    private Report.Fetch onceForAll(byte[] addressMac) {
        return incidents.isFetchedSince(addressMac, clock.instant().minus(settings.refetchAfter()))
                ? Report.Fetch.JOINED
                : Report.Fetch.WAITING;
    }

    /**
     * Has the address of a report fetched that was held back, as one that came with fetching at once: within the budgets, and
     * once for all that name it. One that is not held back any more is left as it is.
     */
    @Transactional
    public void fetchNow(SignedIn by, UUID id) {
        var incident = reports.find(id)
                .orElseThrow(() -> new Refusal("intake.report.unknown"))
                .incident();
        byte[] mac = incidents.addressMac(incident);
        incidents.lockAddress(mac);
        var fetch = onceForAll(mac);
        if (!incidents.letGo(incident, fetch)) {
            return;
        }
        incidents.joinHeldBack(mac);
        audit.record(new AuditAct(
                "report.fetch-asked",
                AuditActor.person(by.staff()),
                List.of(incident.toString()),
                Map.of("fetch", fetch.name())));
        if (fetch == Report.Fetch.WAITING) {
            work.add(FetchReported.KIND, CurrentOrganisation.require(), incident, clock.instant());
        }
    }

    /** Hands a waiting address to the crawl, or has it wait on when a day's budget is spent. */
    @Transactional
    public void fetch(UUID incident) {
        var sealed = incidents.waiting(incident);
        if (sealed.isEmpty()) {
            return;
        }
        var org = CurrentOrganisation.require();
        var now = clock.instant();
        var since = now.minus(BUDGET_SPAN);
        if (incidents.startedSince(since) >= settings.fetchesADay()
                || incidents.startedOfHostSince(incident, since) >= settings.fetchesPerHostADay()) {
            work.add(FetchReported.KIND, org, incident, now.plus(IntakeLimits.BUDGET_PAUSE));
            return;
        }
        var address = CanonicalAddress.parse(sealer.open(sealed.get(), addressOf(incident)));
        crawl.start(new Lead(
                org,
                Purpose.REPORT,
                List.of(address),
                Scope.EXACT,
                LINKS_FOLLOWED,
                settings.requestsPerReport(),
                settings.requestDelay(),
                RobotsPolicy.REPORTED_ADDRESS,
                incident));
        incidents.started(incident, now);
    }

    /** What the holder of this receipt may read; empty when no report has it. */
    @Transactional(readOnly = true)
    public Optional<Stage> stage(String receipt) {
        return reports.progress(sealer.receiptMac(receipt))
                .map(progress -> Stage.shown(progress.receivedAt(), progress.removedAt(), clock.instant(), settings));
    }

    @Transactional(readOnly = true)
    public List<Report> page(long below) {
        return reports.page(below, IntakeLimits.REPORTS_ON_A_PAGE + 1);
    }

    /** Opens what a report holds, for a person; written down before anything is opened. */
    @Transactional
    public Opened open(SignedIn by, UUID id) {
        var report = reports.find(id).orElseThrow(() -> new Refusal("intake.report.unknown"));
        meter.demand(Limit.REVEAL_OF_PERSON, AuditActor.person(by.staff()), 1);
        audit.record(new AuditAct(
                "report.read",
                AuditActor.person(by.staff()),
                List.of(report.incident().toString()),
                Map.of("opened", "address words")));
        var address =
                CanonicalAddress.parse(sealer.open(incidents.address(report.incident()), addressOf(report.incident())));
        var words = reports.words(id);
        return new Opened(report, address.defanged(), words == null ? "" : sealer.open(words, wordsOf(id)));
    }

    /**
     * A report with what was sealed in it.
     *
     * @param address defanged
     * @param words as typed by a stranger; empty when there are none
     */
    record Opened(Report report, String address, String words) {
        /** Without what was sealed. */
        @Override
        public String toString() {
            return "Opened[" + report.id() + "]";
        }
    }

    private static SealedIn wordsOf(UUID report) {
        return new SealedIn("report", "words_sealed", report);
    }

    private static SealedIn addressOf(UUID incident) {
        return new SealedIn("incident", "address_sealed", incident);
    }
}

package org.vigie.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.vigie.limit.LimitService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.seal.DataKeys;
import org.vigie.seal.Sealer;
import org.vigie.seal.TipSealer;
import org.vigie.seal.TipsClosed;
import org.vigie.staff.Meter;
import org.vigie.staff.Refusal;
import org.vigie.staff.SignedIn;
import org.vigie.work.WorkQueue;

/** Takes reports of the bound organisation in, has their addresses fetched, and says how far they have come. */
@Service
class IntakeService {
    private static final AuditActor CRAWL = AuditActor.system("intake");
    private static final Duration BUDGET_SPAN = Duration.ofDays(1);

    /** The address itself, and the pictures that its page embeds. */
    private static final int LINKS_FOLLOWED = 0;

    private final Reports reports;
    private final Incidents incidents;
    private final Sealer sealer;
    private final Meter meter;
    private final LimitService limits;
    private final TipSealer tips;
    private final DataKeys keys;
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
            LimitService limits,
            TipSealer tips,
            DataKeys keys,
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
        this.limits = limits;
        this.tips = tips;
        this.keys = keys;
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
     * @param isLate whether it is one of more than a network may send in an hour: these share a part of the day's fetches
     */
    record Submission(
            CanonicalAddress address, String words, String language, String receipt, Duration pause, boolean isLate) {
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
        if (!reports.add(
                report,
                org,
                sealer.receiptMacs(submission.receipt()),
                submission.language(),
                LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            return;
        }
        var key = keys.create(report);
        if (!submission.words().isEmpty()) {
            reports.keepWords(report, tips.seal(submission.words(), key, org, TipReading.wordsOf(report)));
        }
        var incident = UUID.randomUUID();
        var address = new Incidents.SealedAddress(
                tips.seal(submission.address().text(), key, org, TipReading.addressOf(incident)),
                sealer.addressMac(submission.address().text()),
                sealer.addressMac(submission.address().host()));
        incidents.lockAddress(address.mac());
        var fetch = fetchOf(address.mac());
        incidents.add(new Incidents.Incident(incident, report, address, now, fetch, submission.isLate()), org);
        days.askFor();
        events.publishEvent(new ReportReceived(report, incident));
        if (fetch == Report.Fetch.WAITING) {
            work.add(FetchReported.KIND, org, incident, now.plus(submission.pause()));
        } else if (fetch == Report.Fetch.JOINED && !submission.isLate()) {
            // a flood that named it first keeps nobody waiting
            incidents
                    .inTime(address.mac())
                    .ifPresent(waiting -> work.add(FetchReported.KIND, org, waiting, now.plus(submission.pause())));
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

    /**
     * Has the address of a report that waits fetched before all others and outside of the budgets, once for all that name it. It
     * takes one of the person's day. One that waits no more, or is first already, is left as it is.
     *
     * @throws Refusal when there is no such report, or none of the day is left
     */
    @Transactional
    public void fetchFirst(SignedIn by, UUID id) {
        var incident = reports.find(id)
                .orElseThrow(() -> new Refusal("intake.report.unknown"))
                .incident();
        if (!incidents.first(incident)) {
            return;
        }
        if (!limits.takeOfDay(Limit.FETCH_OF_PERSON, by.staff(), 1)) {
            throw new Refusal("intake.fetch.first.empty", limits.size(Limit.FETCH_OF_PERSON));
        }
        audit.record(new AuditAct(
                "report.fetch-asked",
                AuditActor.person(by.staff()),
                List.of(incident.toString()),
                Map.of("fetch", "FIRST")));
        work.add(FetchReported.KIND, CurrentOrganisation.require(), incident, clock.instant());
    }

    /**
     * The sealed address of one that waits, for the crawl; that it is opened is written down. Empty when nothing waits, or when
     * it waits on because a day's budget is spent.
     */
    @Transactional
    public Optional<SealedReport> forFetching(UUID incident) {
        var waiting = incidents.waiting(incident);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        if (!waiting.get().isFirst() && isSpent(incident, waiting.get(), now.minus(BUDGET_SPAN))) {
            work.add(FetchReported.KIND, CurrentOrganisation.require(), incident, now.plus(IntakeLimits.BUDGET_PAUSE));
            return Optional.empty();
        }
        audit.record(new AuditAct(
                "report.read", CRAWL, List.of(incident.toString()), Map.of("opened", "address", "for", "fetching")));
        return reports.ofIncident(incident).map(report -> sealed(report, false));
    }

    private boolean isSpent(UUID incident, Incidents.Waiting waiting, Instant since) {
        var all = incidents.startedSince(since);
        var ofHost = incidents.startedOfHostSince(incident, since);
        return all.all() >= settings.fetchesADay()
                || ofHost.all() >= settings.fetchesPerHostADay()
                || (waiting.isLate()
                        && (all.late() >= settings.lateOf(settings.fetchesADay())
                                || ofHost.late() >= settings.lateOf(settings.fetchesPerHostADay())));
    }

    /** Hands a waiting address to the crawl. One that does not wait any more is left alone. */
    @Transactional
    public void fetch(UUID incident, CanonicalAddress address) {
        if (incidents.waiting(incident).isEmpty()) {
            return;
        }
        crawl.start(new Lead(
                CurrentOrganisation.require(),
                Purpose.REPORT,
                List.of(address),
                Scope.EXACT,
                LINKS_FOLLOWED,
                settings.requestsPerReport(),
                settings.requestDelay(),
                RobotsPolicy.REPORTED_ADDRESS,
                incident));
        incidents.started(incident, clock.instant());
    }

    /** Asks for the same again, after tips could not be opened: soon when the opener is away, else when it counts anew. */
    @Transactional
    public void fetchLater(UUID incident, TipsClosed.Why why) {
        var pause = switch (why) {
            case AWAY -> IntakeLimits.CLOSED_PAUSE;
            case SPENT -> IntakeLimits.BUDGET_PAUSE;
        };
        work.add(
                FetchReported.KIND,
                CurrentOrganisation.require(),
                incident,
                clock.instant().plus(pause));
    }

    /** What the holder of this receipt may read; empty when no report has it. */
    @Transactional(readOnly = true)
    public Optional<Stage> stage(String receipt) {
        return reports.progress(sealer.receiptMacs(receipt))
                .map(progress -> Stage.shown(progress.receivedAt(), progress.removedAt(), clock.instant(), settings));
    }

    @Transactional(readOnly = true)
    public List<Report> page(long below) {
        return reports.page(below, IntakeLimits.REPORTS_ON_A_PAGE + 1);
    }

    /** What a report holds, sealed, for a person; that it is read is written down with this. */
    @Transactional
    public SealedReport forReading(SignedIn by, UUID id) {
        var report = reports.find(id).orElseThrow(() -> new Refusal("intake.report.unknown"));
        meter.demand(Limit.REVEAL_OF_PERSON, AuditActor.person(by.staff()), 1);
        audit.record(new AuditAct(
                "report.read",
                AuditActor.person(by.staff()),
                List.of(report.incident().toString()),
                Map.of("opened", "address words")));
        return sealed(report, true);
    }

    private SealedReport sealed(Report report, boolean withWords) {
        return new SealedReport(
                report,
                CurrentOrganisation.require(),
                incidents.address(report.incident()),
                withWords ? reports.words(report.id()) : null,
                keys.find(report.id()));
    }
}

package org.vigie.crawl;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.crawl.fetch.Answer;
import org.vigie.crawl.fetch.BodyRule;
import org.vigie.crawl.fetch.Failed;
import org.vigie.crawl.fetch.FetchOutcome;
import org.vigie.crawl.fetch.Fetcher;
import org.vigie.database.Mode;
import org.vigie.log.LogFailure;
import org.vigie.match.IndexNotReady;
import org.vigie.organisation.CurrentOrganisation;

/**
 * Works on one host under one lease: takes it, fetches what is due one after the other with the host's gap between, gives it
 * back. Knows nothing of how it is called, so that one machine and many work alike.
 */
@Component
class HostWorker {
    private static final Logger LOG = LoggerFactory.getLogger(HostWorker.class);
    private static final AuditActor SELF = AuditActor.system("crawl");

    private final FrontierService frontier;
    private final LeaseKeeper keeper;
    private final RobotsBook robots;
    private final Fetcher fetcher;
    private final LeadVisitor leads;
    private final LookVisitor looks;
    private final Decoding decoding;
    private final AuditService audit;
    private final CrawlSettings settings;
    private final Mode mode;
    private final Clock clock;
    private final Pause pause;
    private final MeterRegistry metrics;

    HostWorker(
            FrontierService frontier,
            LeaseKeeper keeper,
            RobotsBook robots,
            Fetcher fetcher,
            LeadVisitor leads,
            LookVisitor looks,
            Decoding decoding,
            AuditService audit,
            CrawlSettings settings,
            Mode mode,
            Clock clock,
            Pause pause,
            MeterRegistry metrics) {
        this.frontier = frontier;
        this.keeper = keeper;
        this.robots = robots;
        this.fetcher = fetcher;
        this.leads = leads;
        this.looks = looks;
        this.decoding = decoding;
        this.audit = audit;
        this.settings = settings;
        this.mode = mode;
        this.clock = clock;
        this.pause = pause;
        this.metrics = metrics;
    }

    /**
     * Works on a host, if it is free and something is due there.
     *
     * @param goOn asked before each fetch
     * @return whether anything was done
     */
    boolean step(HostKey host, BooleanSupplier goOn) {
        if (!decoding.hasRoom()) {
            return false;
        }
        Optional<Lease> claimed = frontier.claim(host);
        if (claimed.isEmpty()) {
            return false;
        }
        Lease lease = claimed.get();
        LeaseRun run = new LeaseRun(lease, settings, clock, pause);
        try (LeaseKeeper.Held held = keeper.hold(lease)) {
            work(run, held, goOn);
            frontier.release(lease, run.report());
        } catch (LeaseLost e) {
            metrics.counter("vigie.crawl.lease.lost").increment();
            LOG.warn("the lease on host {} was lost", host);
        }
        tell(run);
        return !run.done().isEmpty();
    }

    private void work(LeaseRun run, LeaseKeeper.Held held, BooleanSupplier goOn) {
        List<Visit> due = frontier.due(run.lease(), CrawlLimits.FETCHES_PER_LEASE_MAX.value());
        for (Visit visit : due) {
            if (!goOn.getAsBoolean() || held.isLost() || !run.hasTime() || !decoding.hasRoom()) {
                return;
            }
            if (!CurrentOrganisation.inAllCompartments(visit.org(), () -> visitSafely(run, visit))) {
                return;
            }
        }
    }

    /** Whether the next one may be begun. A failure of our own sets the visit aside, and never stops the others. */
    private boolean visitSafely(LeaseRun run, Visit visit) {
        try {
            return visit(run, visit);
        } catch (LeaseLost e) {
            throw e;
        } catch (IndexNotReady e) {
            frontier.putOff(
                    run.lease(), visit, Reason.OWN_FAILURE, clock.instant().plus(settings.retryFirst()));
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // What was fetched may be made to use up stack or memory: without a record it would be fetched for ever.
            // Only what kind of failure it was: its text may hold what must not be written down.
            metrics.counter("vigie.crawl.own.failures").increment();
            LOG.warn("visit {} failed: {}", visit.id(), LogFailure.of(e));
            setAside(run, visit);
            return true;
        }
    }

    private void setAside(LeaseRun run, Visit visit) {
        int failures = visit.ownFailures() + 1;
        if (failures >= CrawlLimits.OWN_FAILURES_MAX.value()) {
            end(run, visit, Reason.OWN_FAILURE);
        } else {
            frontier.ownFailure(run.lease(), visit, clock.instant().plus(settings.retryAfter(failures)));
        }
    }

    private boolean visit(LeaseRun run, Visit visit) {
        if (visit.lead() != null && run.isGivenUp() && run.done().containsKey("visits")) {
            end(run, visit, Reason.HOST_GIVEN_UP);
            return true;
        }
        Duration delay = longer(visit.delay(), settings.delayMin(mode));
        if (visit.robots() == RobotsPolicy.RFC9309) {
            switch (robots.rule(run, visit.host(), visit.address(), delay)) {
                case RobotsBook.Ruling.NotYet() -> {
                    return false;
                }
                case RobotsBook.Ruling.Unreachable(var until, var isLast) -> {
                    unreachable(run, visit, until, isLast);
                    return true;
                }
                case RobotsBook.Ruling.Rules(var rules) -> {
                    Duration asked = rules.crawlDelay().orElse(Duration.ZERO);
                    if (!rules.allows(visit.address())) {
                        run.count("forbidden");
                        end(run, visit, Reason.ROBOTS);
                        return true;
                    }
                    if (asked.toSeconds() > CrawlLimits.CRAWL_DELAY_MAX.value()) {
                        end(run, visit, Reason.CRAWL_DELAY);
                        return true;
                    }
                    delay = longer(delay, asked);
                }
            }
        } else {
            run.count("reported");
            metrics.counter("vigie.crawl.reported").increment();
        }
        return run.waitForGap() && fetch(run, visit, delay);
    }

    private boolean fetch(LeaseRun run, Visit visit, Duration delay) {
        if (frontier.begin(run.lease(), visit, delay) == FrontierService.Go.NO) {
            return true;
        }
        run.requestBegins(delay);
        FetchOutcome outcome = fetcher.fetch(visit.address(), BodyRule.CONTENT);
        run.count("visits");
        metrics.counter("vigie.crawl.visits").increment();
        switch (outcome) {
            case Failed(var failure) -> {
                boolean ofHost = Reason.of(failure).isOfHost();
                take(run, visit, outcome, run.requestEnded(delay, ofHost, null));
            }
            case Answer answer -> {
                try (answer) {
                    boolean ofHost = answer.status() >= 400
                            && Reason.ofStatus(answer.status()).isOfHost();
                    take(run, visit, answer, run.requestEnded(delay, ofHost, ofHost ? answer.retryAfter() : null));
                }
            }
        }
        return true;
    }

    private void take(LeaseRun run, Visit visit, FetchOutcome outcome, FrontierService.HostReport report) {
        Visit.Look look = visit.look();
        LeadId lead = visit.lead();
        if (look != null) {
            looks.take(run, visit, look, outcome, report);
        } else if (lead != null) {
            leads.take(run, visit, lead, outcome, report);
        } else {
            throw new IllegalStateException("visit " + visit.id() + " belongs to nothing");
        }
    }

    private void unreachable(LeaseRun run, Visit visit, java.time.Instant until, boolean isLast) {
        if (isLast) {
            end(run, visit, Reason.ROBOTS_UNREACHABLE);
        } else {
            frontier.putOff(run.lease(), visit, Reason.ROBOTS_UNREACHABLE, until);
        }
    }

    private void end(LeaseRun run, Visit visit, Reason reason) {
        Visit.Look look = visit.look();
        if (look != null) {
            looks.giveUp(run.lease(), visit, look, reason);
        } else {
            frontier.end(run.lease(), visit, Ending.of(reason), null, () -> {});
        }
    }

    /** One entry in the audit log for a lease, with numbers only. */
    private void tell(LeaseRun run) {
        if (run.done().isEmpty()) {
            return;
        }
        Map<String, String> facts = new TreeMap<>();
        run.done().forEach((what, count) -> facts.put(what, Integer.toString(count)));
        facts.put("epoch", Long.toString(run.lease().epoch()));
        audit.record(
                new AuditAct("crawl.leased", SELF, List.of(run.lease().host().toString()), facts));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}

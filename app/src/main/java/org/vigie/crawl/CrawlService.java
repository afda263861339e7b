package org.vigie.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.work.WorkQueue;

/** The door to the crawl. The organisation is the one that is bound. */
@Service
public class CrawlService {
    private static final AuditActor SELF = AuditActor.system("crawl");

    private final FrontierService frontier;
    private final Leads leads;
    private final ScopeKeys scopes;
    private final WorkQueue work;
    private final AuditService audit;
    private final Clock clock;

    CrawlService(
            FrontierService frontier, Leads leads, ScopeKeys scopes, WorkQueue work, AuditService audit, Clock clock) {
        this.frontier = frontier;
        this.leads = leads;
        this.scopes = scopes;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins a lead. Its work is in the database with the transaction that is open.
     *
     * @throws IllegalArgumentException when it is for another organisation than the one that is bound
     */
    @Transactional
    public LeadId start(Lead lead) {
        return start(lead, SELF);
    }

    /**
     * The same by a person, whom the audit log names.
     *
     * @throws IllegalArgumentException as above
     */
    @Transactional
    public LeadId start(Lead lead, AuditActor by) {
        if (!lead.org().equals(CurrentOrganisation.require())) {
            throw new IllegalArgumentException("a lead of another organisation");
        }
        LeadId id = LeadId.fresh();
        frontier.start(
                id,
                lead,
                lead.seeds().stream().map(seed -> seed(id, lead, seed)).toList());
        audit.record(AuditAct.of("crawl.started", by, id, lead.subject()));
        return id;
    }

    private NewVisit seed(LeadId id, Lead lead, CanonicalAddress seed) {
        return new NewVisit(
                lead.org(),
                id,
                null,
                Visit.Role.SEED,
                seed,
                null,
                List.of(),
                scopes.of(lead.scope(), seed),
                lead.robots(),
                0,
                lead.delay(),
                clock.instant());
    }

    /** Looks once at an item's address, not before {@code due}; {@link LookDone} tells what came of it. */
    @Transactional
    public LookId look(ItemId subject, CanonicalAddress address, LookKind kind, Instant due) {
        LookId id = LookId.fresh();
        frontier.queueLook(new NewVisit(
                CurrentOrganisation.require(),
                null,
                new Visit.Look(id, subject, kind),
                Visit.Role.SEED,
                address,
                null,
                List.of(),
                "",
                RobotsPolicy.REPORTED_ADDRESS,
                0,
                Duration.ZERO,
                due));
        return id;
    }

    /** Fetches a page again, and the pictures that it embeds, as a lead of its own. */
    @Transactional
    public LeadId revisit(CanonicalAddress page, UUID subject) {
        return start(new Lead(
                CurrentOrganisation.require(),
                Purpose.REVISIT,
                List.of(page),
                Scope.EXACT,
                0,
                CrawlLimits.REVISIT_REQUESTS_MAX.value(),
                Duration.ZERO,
                RobotsPolicy.REPORTED_ADDRESS,
                subject));
    }

    /**
     * Stops a lead of the bound organisation. What waits ends as {@link Reason#STOPPED}; what is being fetched at this moment
     * still ends by itself, so that nothing found is lost. Once stopped or finished, stopping it again changes nothing.
     *
     * @throws Refusal when the organisation has no such lead
     */
    @Transactional
    public void stop(LeadId lead, AuditActor by) {
        if (!leads.exists(lead)) {
            throw new Refusal("crawl.refusal.none");
        }
        OptionalInt ended = frontier.stop(lead);
        if (ended.isPresent()) {
            Map<String, String> facts = Map.of("ended", Integer.toString(ended.getAsInt()));
            audit.record(new AuditAct("crawl.stopped", by, List.of(lead.toString()), facts));
        }
    }

    /** The leads about that subject. */
    @Transactional(readOnly = true)
    public List<LeadId> about(UUID subject) {
        return leads.about(subject);
    }

    /** What is about one subject is about another from now on, and goes on. */
    @Transactional
    public void handOver(UUID subject, UUID to) {
        leads.handOver(subject, to);
    }

    /**
     * Stops what is about that subject, and forgets what it was about, and where it went as soon as nothing of it is being
     * fetched any more: {@link LeadForgotten} tells.
     */
    @Transactional
    public void forget(UUID subject) {
        for (LeadId lead : leads.about(subject)) {
            frontier.stop(lead);
            leads.cut(lead);
            work.add(ForgetLead.KIND, CurrentOrganisation.require(), lead.value(), clock.instant());
        }
    }

    /** How far a lead of the bound organisation has come. */
    @Transactional(readOnly = true)
    public Optional<LeadSummary> leadSummary(LeadId lead) {
        return leads.summary(lead);
    }
}

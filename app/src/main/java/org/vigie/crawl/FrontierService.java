package org.vigie.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.item.ItemId;

/**
 * The transactions of the crawl. Rows are locked in one order: hosts by id, then the lead, then visits; never so that a row that
 * refers to them could not be inserted, or queueing, which begins at the lead, would turn that order round. What a page names is
 * queued in one transaction ({@link #queue}), that the page is done in a second one ({@link #end}): a crash between them means
 * that a page is fetched again and queues nothing new, and two workers never wait for each other's outlinks while they hold
 * what the other needs.
 */
@Service
class FrontierService {
    private final Hosts hosts;
    private final Visits visits;
    private final Leads leads;
    private final UrlsSeen urls;
    private final CrawlSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** Whether a visit may make its request. */
    enum Go {
        YES,
        /** It was ended meanwhile, or has just been for want of budget. */
        NO
    }

    /** What a request said of its host. */
    record HostReport(Instant nextAt, int failures) {}

    FrontierService(
            Hosts hosts,
            Visits visits,
            Leads leads,
            UrlsSeen urls,
            CrawlSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.hosts = hosts;
        this.visits = visits;
        this.leads = leads;
        this.urls = urls;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** Hosts to work on. */
    @Transactional(readOnly = true)
    public List<HostKey> dueHosts(int limit) {
        return hosts.due(clock.instant(), limit);
    }

    /** Takes a host, if it is free, something is due, and its gap is over. */
    @Transactional
    public Optional<Lease> claim(HostKey host) {
        Instant now = clock.instant();
        return hosts.claim(host, now, now.plus(settings.lease()));
    }

    @Transactional(readOnly = true)
    public List<Visit> due(Lease lease, int limit) {
        return visits.due(lease.host(), clock.instant(), limit);
    }

    /** Keeps leases alive; false for one that is lost. */
    @Transactional
    public boolean renew(Lease lease) {
        return hosts.renew(lease, clock.instant().plus(settings.lease()));
    }

    /** Gives a host back, with its gap: what came of the last request may not have been written. */
    @Transactional
    public void release(Lease lease, HostReport report) {
        hosts.ended(lease, report.nextAt(), report.failures());
        hosts.release(lease, clock.instant());
    }

    /** Says that a request for robots.txt begins. */
    @Transactional
    public void beginRobots(Lease lease, Duration delay) {
        hosts.begin(lease, clock.instant().plus(settings.lease()), delay);
    }

    /** Keeps the gap after a request for robots.txt. */
    @Transactional
    public void endRobots(Lease lease, HostReport report) {
        hosts.ended(lease, report.nextAt(), report.failures());
    }

    /**
     * Says that a visit's request begins: checks the lease, and takes the request from the lead's budget, once for each visit.
     *
     * @throws LeaseLost when the host is somebody else's by now
     */
    @Transactional
    public Go begin(Lease lease, Visit visit, Duration delay) {
        hosts.begin(lease, clock.instant().plus(settings.lease()), delay);
        LeadId lead = visit.lead();
        if (lead == null) {
            return visits.isQueued(visit.id()) ? Go.YES : Go.NO;
        }
        LeadTerms terms = leads.lock(lead);
        if (!visits.isQueued(visit.id())) {
            return Go.NO;
        }
        if (terms.isStopped()) {
            visits.end(visit.id(), Ending.of(Reason.STOPPED), clock.instant());
            finish(lead);
            return Go.NO;
        }
        if (visit.isCharged()) {
            return Go.YES;
        }
        if (visits.chargedTo(lead, visit.host()) >= CrawlLimits.REQUESTS_PER_HOST_MAX.value()) {
            visits.end(visit.id(), Ending.of(Reason.HOST_BUDGET), clock.instant());
            finish(lead);
            return Go.NO;
        }
        if (!leads.spend(lead)) {
            visits.endWaiting(lead, Reason.BUDGET, clock.instant());
            finish(lead);
            return Go.NO;
        }
        visits.charge(visit.id());
        return Go.YES;
    }

    @Transactional
    public LeadTerms terms(LeadId lead) {
        return leads.lock(lead);
    }

    /** Begins a lead. */
    @Transactional
    public void start(LeadId id, Lead lead, Collection<NewVisit> seeds) {
        leads.add(id, lead, clock.instant());
        queue(id, seeds, Map.of());
    }

    /**
     * Stops a lead: what waits for it ends, what is being fetched at this moment still ends by itself, and nothing is queued or
     * tried again. What slips in between is ended when its turn comes.
     *
     * @return how many waiting addresses were ended; empty where the lead was stopped or finished before, or is not there
     */
    @Transactional
    public OptionalInt stop(LeadId lead) {
        Instant now = clock.instant();
        if (!leads.stop(lead, now)) {
            return OptionalInt.empty();
        }
        int ended = visits.endStopped(lead, now);
        finish(lead);
        return OptionalInt.of(ended);
    }

    /** Queues what is new of a lead's addresses, and notes what is left alone. Nothing of a lead that was stopped. */
    @Transactional
    public void queue(LeadId lead, Collection<NewVisit> found, Map<String, Reason> refused) {
        if (leads.isStopped(lead)) {
            return;
        }
        Map<String, NewVisit> byMac = new LinkedHashMap<>();
        found.forEach(visit -> byMac.putIfAbsent(visits.mac(visit.address()), visit));
        Set<String> fresh = urls.add(lead, byMac.keySet());
        urls.refuse(lead, refused);
        Map<String, NewVisit> added = new LinkedHashMap<>(byMac);
        added.keySet().retainAll(fresh);
        add(added);
    }

    /** Queues a look. */
    @Transactional
    public void queueLook(NewVisit look) {
        add(Map.of(visits.mac(look.address()), look));
    }

    private void add(Map<String, NewVisit> added) {
        Instant now = clock.instant();
        Map<String, CanonicalAddress> byHost = new TreeMap<>();
        added.values().forEach(visit -> byHost.putIfAbsent(Hosts.name(visit.address()), visit.address()));
        Map<String, HostKey> keys = new HashMap<>();
        byHost.forEach((name, address) -> keys.put(name, hosts.ensure(address, now)));
        Optional<Instant> first = added.values().stream().map(NewVisit::due).min(Instant::compareTo);
        first.ifPresent(due -> hosts.wake(keys.values(), due));
        added.forEach((mac, visit) -> visits.add(visit, host(keys, visit), mac));
    }

    private static HostKey host(Map<String, HostKey> keys, NewVisit visit) {
        HostKey host = keys.get(Hosts.name(visit.address()));
        if (host == null) {
            throw new IllegalStateException("a host that was just made is not there");
        }
        return host;
    }

    /**
     * Ends a visit, or puts it off, with all that follows from it in one transaction.
     *
     * @param report null where no request was made
     * @param following what else belongs to the end: a sighting, the event of a look
     * @throws LeaseLost when the host is somebody else's by now; then nothing is written
     */
    @Transactional
    public void end(Lease lease, Visit visit, Ending ending, @Nullable HostReport report, Runnable following) {
        if (report == null) {
            hosts.mustHold(lease);
        } else {
            hosts.ended(lease, report.nextAt(), report.failures());
        }
        LeadId lead = visit.lead();
        boolean isStopped = lead != null && leads.lock(lead).isStopped();
        if (!visits.isQueued(visit.id())) {
            return;
        }
        Instant retryAt = ending.retryAt();
        if (retryAt != null && !isStopped) {
            visits.putOff(visit.id(), ending.reason(), retryAt, ending.reason() == Reason.OWN_FAILURE);
            return;
        }
        visits.end(visit.id(), ending, clock.instant());
        following.run();
        if (lead != null) {
            if (ending.cut() > 0) {
                leads.addCut(lead, ending.cut());
            }
            finish(lead);
        }
    }

    /** Lets a visit wait without counting a try. */
    @Transactional
    public void putOff(Lease lease, Visit visit, Reason reason, Instant until) {
        hosts.mustHold(lease);
        visits.wait(visit.id(), reason, until);
    }

    /** Lets a visit wait after a failure of our own. */
    @Transactional
    public void ownFailure(Lease lease, Visit visit, Instant until) {
        hosts.mustHold(lease);
        visits.putOff(visit.id(), Reason.OWN_FAILURE, until, true);
    }

    /**
     * Forgets where a lead went and on which hour. Its figures stay: how much it was allowed and what it spent.
     *
     * @return false while something of it waits or is being fetched; then nothing is forgotten yet
     */
    @Transactional
    public boolean forget(LeadId lead) {
        if (!leads.lock(lead).isFinished()) {
            return false;
        }
        List<ItemId> found = visits.foundOnlyBy(lead);
        visits.forget(lead);
        leads.forgetTimes(lead);
        events.publishEvent(new LeadForgotten(lead, found));
        return true;
    }

    /** Forgets the looks at an item, those that wait included, and where leads met it. */
    @Transactional
    public void forget(ItemId item) {
        visits.forget(item);
    }

    private void finish(LeadId lead) {
        Optional<UUID> subject = leads.finishIfDone(lead, clock.instant());
        subject.ifPresent(about -> events.publishEvent(new LeadFinished(lead, about)));
    }
}

package org.vigie.crawl;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.vigie.core.address.BadAddress;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.address.Trap;
import org.vigie.core.address.TrapRules;
import org.vigie.crawl.extract.Link;
import org.vigie.crawl.extract.PageContent;
import org.vigie.crawl.extract.PageReader;
import org.vigie.crawl.fetch.Body;

/** Goes on from a page, or a redirect, to what it names. */
@Component
class PageFlow {
    private final FrontierService frontier;
    private final Visits visits;
    private final ScopeKeys scopes;
    private final Clock clock;
    private final PageReader reader = new PageReader();
    /** Trees of large pages are large: no more of them at once than there are processors to build them. */
    private final Semaphore readers = new Semaphore(Runtime.getRuntime().availableProcessors());

    PageFlow(FrontierService frontier, Visits visits, ScopeKeys scopes, Clock clock) {
        this.frontier = frontier;
        this.visits = visits;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** Reads a page. */
    PageContent read(Visit visit, Body body) {
        readers.acquireUninterruptibly();
        try {
            return reader.read(visit.address(), body.bytes(), body.declaredType());
        } finally {
            readers.release();
        }
    }

    /** Queues what a lead's page names. */
    void followLinks(Visit visit, LeadTerms terms, PageContent content) {
        List<NewVisit> found = new ArrayList<>();
        Map<String, Reason> refused = new HashMap<>();
        for (Link link : content.links()) {
            Optional<Reason> refusal = refusal(visit, terms, link);
            if (refusal.isPresent()) {
                refused.put(visits.mac(link.address()), refusal.get());
            } else {
                found.add(linked(visit, terms, link));
            }
        }
        frontier.queue(terms.id(), found, refused);
    }

    private Optional<Reason> refusal(Visit visit, LeadTerms terms, Link link) {
        Optional<Trap> trap = TrapRules.refusal(link.address());
        if (trap.isPresent()) {
            return trap.map(Reason::of);
        }
        if (visit.role() == Visit.Role.EMBEDDED_PICTURE) {
            // No browser shows what is in a page that stands where a picture should; such pages can go on for ever.
            return Optional.of(Reason.TOO_DEEP);
        }
        if (link.role() == Link.Role.EMBEDDED_PICTURE) {
            return Optional.empty();
        }
        if (terms.scope() == Scope.EXACT
                || !scopes.of(terms.scope(), link.address()).equals(visit.scope())) {
            return Optional.of(Reason.OUT_OF_SCOPE);
        }
        return depth(visit, link) > terms.depth() ? Optional.of(Reason.TOO_DEEP) : Optional.empty();
    }

    /** A picture is as deep as the page that links to it; where it turns out to be a page itself, that page is one deeper. */
    private static int depth(Visit visit, Link link) {
        int own = visit.role() == Visit.Role.LINKED_PICTURE ? visit.depth() + 1 : visit.depth();
        return link.role() == Link.Role.PAGE ? own + 1 : own;
    }

    private NewVisit linked(Visit visit, LeadTerms terms, Link link) {
        boolean isPart = link.role() == Link.Role.EMBEDDED_PICTURE;
        return new NewVisit(
                visit.org(),
                terms.id(),
                null,
                Visit.Role.valueOf(link.role().name()),
                link.address(),
                visit.id(),
                List.of(),
                visit.scope(),
                // What a reported page shows belongs to the report; what it links to does not.
                isPart ? visit.robots() : RobotsPolicy.RFC9309,
                depth(visit, link),
                visit.delay(),
                clock.instant());
    }

    /** Queues where a redirect leads, and says how the visit ends. */
    Ending followRedirect(Visit visit, LeadTerms terms, Optional<CanonicalAddress> target, Ending redirect) {
        Optional<Reason> refusal = redirectRefusal(visit, target);
        if (refusal.isPresent() || target.isEmpty()) {
            return with(redirect, refusal.orElse(Reason.BAD_REDIRECT));
        }
        boolean isSeed = visit.role() == Visit.Role.SEED;
        boolean isBound = !isSeed && visit.role() != Visit.Role.EMBEDDED_PICTURE;
        String scope = scopes.of(terms.scope(), target.get());
        if (isBound && !scope.equals(visit.scope())) {
            return with(redirect, Reason.OUT_OF_SCOPE);
        }
        NewVisit next = next(visit, target.get(), isSeed ? scope : visit.scope());
        frontier.queue(terms.id(), List.of(next), Map.of());
        return redirect;
    }

    /** The same for a look, which belongs to no lead and forgets nothing it has seen before. */
    Optional<Reason> followLookRedirect(Visit visit, Optional<CanonicalAddress> target) {
        Optional<Reason> refusal = redirectRefusal(visit, target);
        if (refusal.isEmpty()) {
            frontier.queueLook(next(visit, target.orElseThrow(), ""));
        }
        return refusal;
    }

    private NewVisit next(Visit visit, CanonicalAddress target, String scope) {
        List<String> chain = new ArrayList<>(visit.chain());
        chain.add(visit.mac());
        return new NewVisit(
                visit.org(),
                visit.lead(),
                visit.look(),
                visit.role(),
                target,
                visit.foundOn(),
                chain,
                scope,
                visit.robots(),
                visit.depth(),
                visit.delay(),
                clock.instant());
    }

    private Optional<Reason> redirectRefusal(Visit visit, Optional<CanonicalAddress> target) {
        if (target.isEmpty()) {
            return Optional.of(Reason.BAD_REDIRECT);
        }
        String mac = visits.mac(target.get());
        if (mac.equals(visit.mac()) || visit.chain().contains(mac)) {
            return Optional.of(Reason.REDIRECT_LOOP);
        }
        return visit.chain().size() >= CrawlLimits.REDIRECTS_MAX.value()
                ? Optional.of(Reason.TOO_MANY_REDIRECTS)
                : Optional.empty();
    }

    /** Where a header Location leads; empty where that is nothing that can be fetched. */
    static Optional<CanonicalAddress> target(Visit visit, String location) {
        try {
            return Optional.of(visit.address().resolve(location));
        } catch (BadAddress e) {
            return Optional.empty();
        }
    }

    private static Ending with(Ending ending, Reason reason) {
        return new Ending(
                reason, ending.status(), null, null, ending.tlsProblem(), ending.certificate(), ending.cut(), null);
    }
}

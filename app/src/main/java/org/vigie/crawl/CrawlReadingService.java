package org.vigie.crawl;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.address.TrapRules;
import org.vigie.database.Mode;
import org.vigie.item.ItemId;
import org.vigie.item.ItemService;
import org.vigie.limit.Limit;
import org.vigie.staff.Meter;
import org.vigie.staff.Refusal;

/**
 * The crawl as people read it. Leads are shown as numbers, without an address. Whether one address was met is a secret of its
 * own, so asking that is written to the audit log before it is answered; where that fails, there is no answer.
 */
@Service
class CrawlReadingService {
    private final LeadLines lines;
    private final Encounters encounters;
    private final Visits visits;
    private final Hosts hosts;
    private final Decoding decoding;
    private final LocalDispatch dispatch;
    private final Meter meter;
    private final ItemService items;
    private final AuditService audit;
    private final Mode mode;
    private final Clock clock;

    CrawlReadingService(
            LeadLines lines,
            Encounters encounters,
            Visits visits,
            Hosts hosts,
            Decoding decoding,
            LocalDispatch dispatch,
            Meter meter,
            ItemService items,
            AuditService audit,
            Mode mode,
            Clock clock) {
        this.lines = lines;
        this.encounters = encounters;
        this.visits = visits;
        this.hosts = hosts;
        this.decoding = decoding;
        this.dispatch = dispatch;
        this.meter = meter;
        this.items = items;
        this.audit = audit;
        this.mode = mode;
        this.clock = clock;
    }

    /** Leads, newest first, at most {@link CrawlLimits#ROWS_SHOWN_MAX}. */
    @Transactional(readOnly = true)
    public List<LeadLines.Listed> page(LeadLines.Cursor before) {
        return lines.page(before, CrawlLimits.ROWS_SHOWN_MAX.value());
    }

    /**
     * One lead.
     *
     * @throws Refusal when the organisation has no such lead
     */
    @Transactional(readOnly = true)
    public LeadView view(LeadId id) {
        LeadLine line = line(id);
        Map<Reason, Count> reasons = lines.reasons(id);
        int max = CrawlLimits.FOUND_SHOWN_MAX.value();
        List<ItemId> found = visible(lines.found(id, max + 1));
        return new LeadView(
                line,
                LeadProgress.of(lines.waiting(id), reasons),
                reasons.entrySet().stream()
                        .map(one -> new LeadView.Row(one.getKey(), one.getValue()))
                        .toList(),
                found.subList(0, Math.min(max, found.size())),
                found.size() > max);
    }

    /**
     * The lead without its numbers.
     *
     * @throws Refusal when the organisation has no such lead
     */
    @Transactional(readOnly = true)
    public LeadLine line(LeadId id) {
        return lines.one(id).orElseThrow(() -> new Refusal("crawl.refusal.none"));
    }

    /** How the crawl of this installation stands, as counts only. */
    @Transactional(readOnly = true)
    public CrawlStatus status() {
        Decoding.Slots slots = decoding.slots();
        return new CrawlStatus(
                dispatch.isRunning(),
                mode,
                hosts.waiting(clock.instant(), CrawlLimits.HOSTS_COUNTED_MAX.value()),
                slots.inUse(),
                slots.all(),
                slots.sandbox());
    }

    /**
     * Where the organisation that is bound met an address, and what comes next for it there.
     *
     * @throws Refusal when the reader has asked too often today
     */
    @Transactional
    public Whereabouts whereabouts(CanonicalAddress address, AuditActor reader) {
        meter.demand(Limit.ADDRESS_QUESTION_OF_PERSON, reader, 1);
        Instant now = clock.instant();
        int max = CrawlLimits.FOUND_SHOWN_MAX.value();
        String mac = visits.mac(address);
        List<Encounter> met = new ArrayList<>(encounters.visits(mac, now, max));
        Set<LeadId> fetchedIn = new HashSet<>();
        met.forEach(one -> {
            LeadId lead = one.origin().lead();
            if (lead != null) {
                fetchedIn.add(lead);
            }
        });
        // one page of a lead may have left it alone before another page had it queued
        encounters.leftAlone(mac, max).stream()
                .filter(one -> !fetchedIn.contains(one.origin().lead()))
                .limit(max - met.size())
                .forEach(met::add);
        met = visibleOf(met);
        List<String> subjects = met.stream()
                .map(one -> one.origin().subject().toString())
                .distinct()
                .toList();
        audit.record(new AuditAct("crawl.address-asked", reader, subjects, Map.of()));
        boolean isRunning = dispatch.isRunning();
        return new Whereabouts(
                address.defanged(),
                met.stream().map(one -> WhereMet.of(one, isRunning, now)).toList(),
                TrapRules.refusal(address).map(Reason::of).orElse(null));
    }

    /** Visits are no organisation's and lie in no compartment; the items they name may. */
    private List<ItemId> visible(List<ItemId> found) {
        Set<ItemId> visible = items.visible(found);
        return found.stream().filter(visible::contains).toList();
    }

    /** Without the looks at items that the reader may not see, and without such items where a lead met them. */
    private List<Encounter> visibleOf(List<Encounter> met) {
        Set<ItemId> named = new HashSet<>();
        for (Encounter one : met) {
            Optional.ofNullable(one.origin().item()).ifPresent(named::add);
            if (one instanceof Encounter.Ended ended) {
                Optional.ofNullable(ended.found()).ifPresent(named::add);
            }
        }
        Set<ItemId> visible = items.visible(named);
        List<Encounter> shown = new ArrayList<>();
        for (Encounter one : met) {
            ItemId lookedAt = one.origin().item();
            if (lookedAt == null || visible.contains(lookedAt)) {
                shown.add(one instanceof Encounter.Ended ended ? ended.showing(visible) : one);
            }
        }
        return shown;
    }
}

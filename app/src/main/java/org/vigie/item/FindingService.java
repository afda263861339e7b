package org.vigie.item;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.hashlist.EntryId;

/** What was found, across all items of the organisation that is bound. */
@Service
public class FindingService {
    /** How many findings one call gives, at most: as many as one entry of the audit log names. */
    public static final int PAGE = AuditAct.SUBJECTS_MAX;

    private final Findings findings;
    private final Items items;
    private final HeldItems held;
    private final AuditService audit;

    FindingService(Findings findings, Items items, HeldItems held, AuditService audit) {
        this.findings = findings;
        this.items = items;
        this.held = held;
        this.audit = audit;
    }

    /**
     * What crawling saw at or after that time, a page at a time, without any address; who reads it is on record.
     *
     * @param after the last one of the page before; empty for the first page
     */
    @Transactional
    public List<Finding> since(Instant since, Optional<Finding> after, AuditActor reader) {
        List<Finding> found = findings.since(since, after, PAGE);
        if (!found.isEmpty()) {
            audit.record(AuditAct.of(
                    "item.findings-read",
                    reader,
                    found.stream().map(Finding::item).distinct().toArray()));
        }
        return found;
    }

    /** The items that wait for a decision about an entry, after that one, at most {@link ItemLimits#HELD_ITEMS_AT_ONCE}. */
    @Transactional(readOnly = true)
    public List<ItemId> waitingFor(EntryId entry, Optional<ItemId> after) {
        return held.waitingFor(entry, after, ItemLimits.HELD_ITEMS_AT_ONCE);
    }

    /** The item at that address, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Item> at(CanonicalAddress address) {
        return items.at(address);
    }

    /** How many items stand where; states without any are left out. */
    @Transactional(readOnly = true)
    public Map<ItemState, Long> counts() {
        return findings.counts();
    }

    /** How many items were gone once and are, or were, served again. */
    @Transactional(readOnly = true)
    public long reappeared() {
        return findings.reappeared();
    }
}

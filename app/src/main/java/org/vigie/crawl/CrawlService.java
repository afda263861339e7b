package org.vigie.crawl;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.item.ItemId;

/** The door to the crawl. The organisation is the one that is bound. */
@Service
public class CrawlService {
    /** Begins a lead. Its work is in the database when this returns with its transaction. */
    public LeadId start(Lead lead) {
        throw new UnsupportedOperationException(lead.purpose().name());
    }

    /** Looks once at an item's address, not before {@code due}; {@link LookDone} tells what came of it. */
    public LookId look(ItemId subject, CanonicalAddress address, LookKind kind, Instant due) {
        throw new UnsupportedOperationException(kind.name());
    }

    /** Fetches a page again, and the pictures that it embeds, as a lead of its own. */
    public LeadId revisit(CanonicalAddress page, UUID subject) {
        throw new UnsupportedOperationException(subject.toString());
    }

    /** How far a lead of the bound organisation has come. */
    public Optional<LeadSummary> leadSummary(LeadId lead) {
        throw new UnsupportedOperationException(lead.toString());
    }
}

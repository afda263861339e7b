package org.vigie.crawl;

import java.util.UUID;

/** Nothing of a lead is left to fetch. Published in the transaction that ends it, with the lead's organisation bound. */
public record LeadFinished(LeadId lead, UUID subject) {}

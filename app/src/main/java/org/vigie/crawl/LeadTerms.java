package org.vigie.crawl;

/** What a worker needs to know of a lead. */
record LeadTerms(LeadId id, Scope scope, int depth, RobotsPolicy robots, boolean isFinished) {}

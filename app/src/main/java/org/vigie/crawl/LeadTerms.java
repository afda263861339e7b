package org.vigie.crawl;

/**
 * What a worker needs to know of a lead.
 *
 * @param isStopped by a person: nothing more is begun for it
 */
record LeadTerms(LeadId id, Scope scope, int depth, RobotsPolicy robots, boolean isFinished, boolean isStopped) {}

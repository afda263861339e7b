package org.vigie.crawl;

/** Whether robots.txt binds a lead. */
public enum RobotsPolicy {
    /** It binds every address, the seeds too (RFC 9309). */
    RFC9309,
    /**
     * The seeds are addresses that somebody reported, and what they embed: these are fetched whatever robots.txt says,
     * which is counted. Links discovered there are still bound.
     */
    REPORTED_ADDRESS
}

package org.vigie.crawl;

/** Why a lead is crawled. */
public enum Purpose {
    /** Somebody of the staff, or a command, gave addresses to begin at. */
    SEED,
    /** The public or a partner reported an address. */
    REPORT,
    /** A page that showed an item is looked at again. */
    REVISIT
}

package org.vigie.crawl;

/** Where it is told that a host may have due work. A message may be lost: a sweeper says it again. */
interface HostDispatch {
    /** Says that something may be due at this host. Names no address. */
    void nudge(HostKey host);
}

package org.vigie.crawl;

/** Somebody else has the host now: what this worker would write is not written. */
final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(HostKey host) {
        super("the lease on host " + host + " was lost");
    }
}

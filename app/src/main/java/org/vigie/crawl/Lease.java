package org.vigie.crawl;

import java.time.Instant;

/**
 * The right to fetch from one host for a while.
 *
 * @param epoch the number of this lease; every write names it, so that those of a stale holder touch nothing
 * @param nextAt no request before this
 * @param failures of the host, in a row
 */
record Lease(HostKey host, long epoch, Instant nextAt, int failures) {}

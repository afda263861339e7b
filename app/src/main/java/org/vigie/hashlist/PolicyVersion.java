package org.vigie.hashlist;

import java.time.Instant;

/**
 * A policy that a list had, or has.
 *
 * @param since when it began; matching follows within half a minute
 */
public record PolicyVersion(int version, ListPolicy policy, Instant since) {}

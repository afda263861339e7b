package org.vigie.hashlist;

import java.time.Instant;

/**
 * How much an entry matched.
 *
 * @param items different items since then
 * @param hosts of these items
 */
public record Flood(int items, int hosts, Instant since) {}

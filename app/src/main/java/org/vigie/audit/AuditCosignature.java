package org.vigie.audit;

import java.time.Instant;

/**
 * A witness's signature under a checkpoint.
 *
 * @param size how many leaves it covers
 * @param at when the witness says it signed
 */
public record AuditCosignature(String witness, long size, Instant at) {}

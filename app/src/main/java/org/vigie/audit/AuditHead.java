package org.vigie.audit;

import java.time.Instant;

/**
 * The newest signed head of the tree.
 *
 * @param size how many leaves it covers
 * @param root in hexadecimal
 */
public record AuditHead(long size, String root, Instant at) {}

package org.vigie.audit;

/**
 * Which part of the log to read.
 *
 * @param act a whole act such as {@code item.matched}, or empty for all
 * @param subject an id that entries name, or empty for all
 * @param below only entries with a smaller id; {@link Long#MAX_VALUE} begins at the newest
 */
public record AuditQuestion(String act, String subject, long below) {}

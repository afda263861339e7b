package org.vigie.retention;

/**
 * How many records a night erases.
 *
 * @param records those that no hold keeps
 * @param isMore whether more are due than one night erases; then {@code records} is that many
 */
record Due(int records, boolean isMore) {}

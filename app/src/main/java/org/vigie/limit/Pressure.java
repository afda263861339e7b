package org.vigie.limit;

/**
 * How much a limit is used, without a word of by whom.
 *
 * @param size that counts here; of {@link Limit.Per#CLIENT} the usual one
 * @param keys that are counted now, or were today in the organisation that is bound
 * @param empty how many of them have nothing left
 * @param turnedAway how often somebody found nothing left since this server started
 */
public record Pressure(Limit limit, int size, long keys, long empty, long turnedAway) {}

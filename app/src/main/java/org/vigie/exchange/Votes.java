package org.vigie.exchange;

/**
 * What others told a service of a hash.
 *
 * @param affirmed how many say that it is right
 * @param refuted how many say that it is wrong
 */
record Votes(int affirmed, int refuted) {}

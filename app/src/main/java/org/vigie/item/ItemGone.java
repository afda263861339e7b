package org.vigie.item;

import java.time.Instant;

/**
 * An item is no longer served. When exactly it went nobody saw; it was between the two instants.
 *
 * @param lastSeenUp when it was last seen
 * @param firstSeenDown the first of the looks that missed it
 */
public record ItemGone(ItemId item, int spell, Instant lastSeenUp, Instant firstSeenDown) {}

package org.vigie.item;

import java.time.Instant;

/** A new spell of an item begins, or one begins anew: what was seen shall be confirmed by a second fetch. */
public record ItemMatched(ItemId item, int spell, Instant at) {}

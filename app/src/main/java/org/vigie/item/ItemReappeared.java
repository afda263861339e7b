package org.vigie.item;

import java.time.Instant;

/** An item that was gone is served again; {@link ItemMatched} of the new spell follows. */
public record ItemReappeared(ItemId item, int spell, Instant at) {}

package org.vigie.item;

import java.time.Instant;

/** A person decided that nothing shall be done about an item. */
public record ItemDismissed(ItemId item, int spell, Instant at) {}

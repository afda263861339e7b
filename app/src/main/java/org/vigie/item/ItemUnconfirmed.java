package org.vigie.item;

import java.time.Instant;

/** The second fetch did not match. */
public record ItemUnconfirmed(ItemId item, int spell, Instant at) {}

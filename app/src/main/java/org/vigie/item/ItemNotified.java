package org.vigie.item;

import java.time.Instant;

/** The host was asked to remove an item, for the first time in this spell. */
public record ItemNotified(ItemId item, int spell, Instant at) {}

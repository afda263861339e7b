package org.vigie.item;

import java.time.Instant;

/** A second fetch in a fresh worker matched as the first did. */
public record ItemConfirmed(ItemId item, int spell, Instant at) {}

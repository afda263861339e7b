package org.vigie.item;

import java.time.Instant;

/** A person let a held item go on: it is confirmed, and the policy of its lists no longer holds it. */
public record ItemReleased(ItemId item, int spell, Instant at) {}

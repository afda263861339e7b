package org.vigie.item;

import java.time.Instant;

/** An item waits for a person. */
public record ItemHeld(ItemId item, int spell, HoldReason reason, Instant at) {}

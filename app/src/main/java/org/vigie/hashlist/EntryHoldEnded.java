package org.vigie.hashlist;

import java.util.UUID;

/** A person decided about an entry that was held: what waited for that can go on, or need not. */
public record EntryHoldEnded(UUID hold, EntryId entry, EntryHold.Outcome outcome) {}

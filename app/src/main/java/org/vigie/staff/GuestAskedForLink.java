package org.vigie.staff;

import org.vigie.organisation.OrgId;

/** The guest of the demo needs another one-time link. Whoever gave the first, in a place that only they see, gives this one there. */
public record GuestAskedForLink(OrgId org) {}

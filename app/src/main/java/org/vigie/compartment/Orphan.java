package org.vigie.compartment;

import java.time.Instant;

/** A compartment into which nobody sees any more, as administrators know it: without its name. */
public record Orphan(CompartmentId id, Instant openedAt) {}

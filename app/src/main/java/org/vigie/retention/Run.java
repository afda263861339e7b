package org.vigie.retention;

import java.time.Instant;

/** What one night did. */
record Run(Instant at, int erased, int held, boolean isWhole) {}

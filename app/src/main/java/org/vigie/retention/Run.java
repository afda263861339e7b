package org.vigie.retention;

import java.time.Instant;

/**
 * What one night did.
 *
 * @param failed what could not be erased, or not be looked for, and was passed over until the next night
 * @param isWhole whether all that was due was looked at
 */
record Run(Instant at, int erased, int held, int failed, boolean isWhole) {}

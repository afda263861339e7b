package org.vigie.intake;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a report whose receipt was shown.
 *
 * @param removedAt when all that was found at the address was gone; null while something is up or nothing was found
 */
record Progress(Instant receivedAt, @Nullable Instant removedAt) {}

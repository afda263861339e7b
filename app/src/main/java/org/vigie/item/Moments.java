package org.vigie.item;

import java.time.Instant;

/** When something was seen, and when it was found to match: later, where a list has it only since. */
record Moments(Instant seen, Instant matched) {}

package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody who came back in with a recovery code. Colleagues should know, since it may have been another.
 *
 * @param name as colleagues know the person
 */
public record Recovered(UUID person, String name, Instant at) {}

package org.vigie.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A host from which a client may have files fetched.
 *
 * @param host its exact name in the spelling of canonical addresses; hosts below it are others
 */
public record ClientHost(UUID id, UUID client, String host, Instant addedAt) {}

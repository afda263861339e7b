package org.vigie.exchange;

import java.util.UUID;

/**
 * A reason for which a hash may be called wrong, as its service lists it.
 *
 * @param name in the words of the service, without control characters, at most 200 characters
 */
public record OpinionReason(UUID id, String name) {}

package org.vigie.hashlist;

import java.time.Instant;

/**
 * One list of an organisation.
 *
 * @param kind what it is for; never changes
 * @param version counts the changes of the policy, so that two people do not overwrite each other
 */
public record HashList(ListId id, ListName name, ListKind kind, ListPolicy policy, Instant createdAt, int version) {}

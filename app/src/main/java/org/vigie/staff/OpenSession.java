package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One session of one person, as the database has it.
 *
 * @param id names it on pages and in the audit log; not the secret that the cookie carries
 * @param seenAt the last request, to the minute more or less
 * @param provenAt when a factor was proven last; null when the identity service that took it does not say
 * @param provenWith which one
 */
record OpenSession(
        UUID id,
        UUID person,
        Device device,
        Instant openedAt,
        Factor openedWith,
        Instant seenAt,
        @Nullable Instant provenAt,
        Factor provenWith) {}

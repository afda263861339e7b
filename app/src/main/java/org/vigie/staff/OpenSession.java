package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;

/**
 * One session of one person, as the database has it.
 *
 * @param id names it on pages and in the audit log; not the secret that the cookie carries
 * @param seenAt the last request, to the minute more or less
 * @param provenAt when a factor was proven last
 * @param provenWith which one
 */
record OpenSession(
        UUID id,
        UUID person,
        Device device,
        Instant openedAt,
        Factor openedWith,
        Instant seenAt,
        Instant provenAt,
        Factor provenWith) {}

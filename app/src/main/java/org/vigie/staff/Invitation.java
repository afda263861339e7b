package org.vigie.staff;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who was invited and has not set up their access yet.
 *
 * @param invitedBy the name of who made the newest invitation, and so has its link; null when no colleague did
 * @param expiresAt of the link that waits; null when none does
 */
record Invitation(
        UUID person,
        String name,
        Set<Role> roles,
        Instant invitedAt,
        @Nullable String invitedBy,
        @Nullable Instant expiresAt,
        boolean open) {}

package org.vigie.staff;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A one-time link, known by a keyed code of its token.
 *
 * @param usedAt null while it waits
 */
record Link(
        UUID id,
        UUID person,
        Purpose purpose,
        Instant expiresAt,
        @Nullable Instant usedAt) {
    enum Purpose {
        /** Opens the page on which a person chooses name, password and authenticator. */
        ENROLMENT,
        /** Signs a guest of the demo in. */
        SIGN_IN
    }

    boolean opens(Purpose asked, Instant now) {
        return purpose == asked && usedAt == null && now.isBefore(expiresAt);
    }
}

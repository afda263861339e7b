package org.vigie.staff;

import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person as the leavers' review sees them.
 *
 * @param lastSignedIn the day; null for never
 * @param reviewed the day somebody last said that they are still there; null for never
 * @param due nobody has said so for {@link StaffLimits#REVIEW_EVERY}
 * @param quiet they have not signed in for as long
 */
record Reviewed(
        UUID id,
        String name,
        Set<Role> roles,
        Set<Factor> factors,
        @Nullable LocalDate lastSignedIn,
        @Nullable LocalDate reviewed,
        boolean due,
        boolean quiet) {}

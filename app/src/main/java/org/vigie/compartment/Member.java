package org.vigie.compartment;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is or was in a compartment.
 *
 * @param until null while nobody has put them out
 * @param reason why they were let in, or broke the glass
 * @param addedBy themselves, where they opened it; who agreed, where they broke the glass
 * @param endReason why they were put out; null where nobody did
 * @param glassBroken they came in without being let in
 * @param reviewedAt when a member wrote down what to think of that; null before
 */
record Member(
        UUID id,
        UUID person,
        Instant since,
        @Nullable Instant until,
        String reason,
        UUID addedBy,
        @Nullable String endReason,
        boolean glassBroken,
        @Nullable Instant reviewedAt,
        @Nullable UUID reviewedBy,
        @Nullable String review) {
    public boolean isIn(Instant now) {
        return until == null || until.isAfter(now);
    }

    public boolean waitsForReview() {
        return glassBroken && reviewedAt == null;
    }

    public Instant reviewDue() {
        return since.plus(CompartmentLimits.REVIEW_WITHIN);
    }

    /** Without what people wrote. */
    @Override
    public String toString() {
        return "Member[" + id + "]";
    }
}

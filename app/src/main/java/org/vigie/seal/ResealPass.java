package org.vigie.seal;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vigie.organisation.OrgId;

/**
 * One going through of all that is sealed.
 *
 * @param isAskedAgain whether keys were changed since it began: what it has passed may be under an old one again
 * @param step another with every batch
 * @param endedAt null while it is not at its end
 * @param tipsOnly whether it looks only at what the opener must seal
 * @param at null before the first batch
 * @param sealed values sealed again
 * @param stuck values that do not open, and stay as they are
 * @param putOff columns of an organisation that had to be left, since the opener was away
 */
record ResealPass(
        boolean isAskedAgain,
        long step,
        @Nullable Instant beganAt,
        @Nullable Instant endedAt,
        boolean tipsOnly,
        @Nullable At at,
        long sealed,
        long stuck,
        long putOff) {

    /**
     * A place in it: organisation after organisation, in each column after column.
     *
     * @param org whose rows; null for tables that belong to nobody, which are first
     * @param after the last row looked at; null when all of the column are
     */
    record At(
            @Nullable OrgId org,
            String table,
            String column,
            @Nullable UUID after) {
        At after(UUID row) {
            return new At(org, table, column, row);
        }

        /** Below 0 when that column is still to come, 0 when it is this. */
        int compareTo(SealedColumn one) {
            int byTable = table.compareTo(one.table());
            return byTable != 0 ? byTable : column.compareTo(one.column());
        }
    }

    boolean isGoingOn() {
        return beganAt != null && endedAt == null;
    }

    /** Whether it is amid the rows of a column. */
    boolean isWithin() {
        return at != null && at.after() != null;
    }

    /** After which row that column goes on; empty when it is done. */
    Optional<UUID> goesOnIn(@Nullable OrgId org, SealedColumn column) {
        if (at == null || !Objects.equals(at.org(), org) || at.compareTo(column) < 0) {
            return Optional.of(SealedColumns.START);
        }
        return at.compareTo(column) == 0 ? Optional.ofNullable(at.after()) : Optional.empty();
    }

    /** The same after some rows. */
    ResealPass after(At place, int more, int stuckMore) {
        return new ResealPass(
                isAskedAgain, step, beganAt, endedAt, tipsOnly, place, sealed + more, stuck + stuckMore, putOff);
    }

    /** The same with a column left for later. */
    ResealPass without() {
        return new ResealPass(isAskedAgain, step, beganAt, endedAt, tipsOnly, at, sealed, stuck, putOff + 1);
    }

    ResealPass ended(Instant now) {
        return new ResealPass(isAskedAgain, step, beganAt, now, tipsOnly, at, sealed, stuck, putOff);
    }
}

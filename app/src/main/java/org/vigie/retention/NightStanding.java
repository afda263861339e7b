package org.vigie.retention;

import java.time.Instant;
import java.util.UUID;

/**
 * How far a night has come.
 *
 * @param begunAt to the microsecond, as PostgreSQL keeps it
 * @param kind of the records that are being looked through
 * @param after the last of them that was looked at
 * @param failed records that could not be erased, and kinds that could not be looked through
 * @param isWhole whether all that was due has been looked at so far
 */
record NightStanding(Instant begunAt, String kind, UUID after, int erased, int held, int failed, boolean isWhole) {
    /** Before every record. */
    static final UUID START = new UUID(0, 0);

    static NightStanding fresh(Instant at, String kind) {
        return new NightStanding(at, kind, START, 0, 0, 0, true);
    }

    NightStanding past(UUID record, RetentionService.Ended how) {
        return new NightStanding(
                begunAt,
                kind,
                record,
                erased + (how == RetentionService.Ended.ERASED ? 1 : 0),
                held + (how == RetentionService.Ended.HELD ? 1 : 0),
                failed,
                isWhole);
    }

    NightStanding passingOver(UUID record) {
        return new NightStanding(begunAt, kind, record, erased, held, failed + 1, isWhole);
    }

    NightStanding failedToLook() {
        return new NightStanding(begunAt, kind, after, erased, held, failed + 1, false);
    }

    NightStanding at(String next) {
        return new NightStanding(begunAt, next, START, erased, held, failed, isWhole);
    }

    NightStanding cutShort() {
        return new NightStanding(begunAt, kind, after, erased, held, failed, false);
    }

    boolean isFull() {
        return erased >= RetentionLimits.ERASED_A_NIGHT;
    }

    /** Nothing was looked at yet. */
    boolean isFresh() {
        return after.equals(START) && erased + held + failed == 0;
    }
}

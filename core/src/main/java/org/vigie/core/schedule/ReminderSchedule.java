package org.vigie.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a host is reminded of a notice while the item is still up. After the last reminder a person takes over.
 *
 * @param interval from the notice to the first reminder, and from one to the next
 * @param remindersMax how many are sent at most; 0 for none
 */
public record ReminderSchedule(Duration interval, int remindersMax) {
    public ReminderSchedule {
        if (!interval.isPositive() || remindersMax < 0) {
            throw new IllegalArgumentException("reminders need an interval above zero and a number of 0 or more");
        }
    }

    /** Every 24 hours, ten times. */
    public static ReminderSchedule standard() {
        return new ReminderSchedule(Duration.ofHours(24), 10);
    }

    /**
     * When the next reminder is due; empty when all have been sent or the item is not up.
     *
     * @param lastSent when the notice or the last reminder was sent
     * @param remindersSent how many reminders were sent so far
     */
    public Optional<Instant> next(Verdict verdict, Instant lastSent, int remindersSent) {
        return switch (verdict) {
            case Verdict.StillUp up -> due(lastSent, remindersSent);
            case Verdict.Reappeared again -> due(lastSent, remindersSent);
            // Perhaps removed already: a reminder now would annoy those who did what was asked.
            case Verdict.Counting counting -> Optional.empty();
            case Verdict.Gone gone -> Optional.empty();
        };
    }

    private Optional<Instant> due(Instant lastSent, int remindersSent) {
        return remindersSent < remindersMax ? Optional.of(lastSent.plus(interval)) : Optional.empty();
    }
}

package org.vigie.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.vigie.core.schedule.Verdict.Counting;
import org.vigie.core.schedule.Verdict.Gone;
import org.vigie.core.schedule.Verdict.Reappeared;
import org.vigie.core.schedule.Verdict.StillUp;

class ReminderScheduleTest {
    private static final Instant SENT = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant LATER = SENT.plusSeconds(3_600);
    private final ReminderSchedule reminders = new ReminderSchedule(Duration.ofHours(24), 2);

    @Test
    void a_host_is_reminded_every_day_while_the_item_is_up() {
        assertThat(reminders.next(new StillUp(LATER), SENT, 0)).contains(Instant.parse("2026-11-25T08:00:00Z"));
        assertThat(reminders.next(new StillUp(LATER), SENT, 1)).contains(Instant.parse("2026-11-25T08:00:00Z"));
    }

    @Test
    void reminders_end() {
        assertThat(reminders.next(new StillUp(LATER), SENT, 2)).isEmpty();
        assertThat(new ReminderSchedule(Duration.ofHours(24), 0).next(new StillUp(LATER), SENT, 0))
                .isEmpty();
    }

    @Test
    void whoever_may_have_removed_it_is_left_in_peace() {
        Gone gone = new Gone(SENT, LATER, LATER);
        assertThat(reminders.next(new Counting(1, SENT, LATER, LATER), SENT, 0)).isEmpty();
        assertThat(reminders.next(gone, SENT, 0)).isEmpty();
        assertThat(reminders.next(new Reappeared(LATER, gone), SENT, 0)).isPresent();
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> new ReminderSchedule(Duration.ZERO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderSchedule(Duration.ofDays(1), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

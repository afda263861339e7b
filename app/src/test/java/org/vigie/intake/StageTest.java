package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-05T15:30:00Z");
    private static final IntakeSettings SETTINGS = new IntakeSettings(
            true,
            20,
            2000,
            50,
            Duration.ZERO,
            Duration.ofDays(3),
            60,
            Duration.ofSeconds(2),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T15:30:01Z,,RECEIVED",
        "2026-01-06T23:59:59Z,,RECEIVED",
        "2026-01-07T00:00:00Z,,CHECKED",
        "2026-03-01T00:00:00Z,,CHECKED",
        // removed within the hour, and still told only with the tick at which it would be "checked"
        "2026-01-06T12:00:00Z,2026-01-05T16:00:00Z,RECEIVED",
        "2026-01-07T00:00:00Z,2026-01-05T16:00:00Z,REMOVED",
        "2026-01-09T23:59:59Z,2026-01-09T08:00:00Z,CHECKED",
        "2026-01-10T00:00:00Z,2026-01-09T08:00:00Z,REMOVED",
    })
    void movesWithTheDaysAndTellsNothingElse(Instant now, @Nullable Instant removedAt, Stage stage) {
        assertThat(Stage.shown(RECEIVED, removedAt, now, SETTINGS)).isEqualTo(stage);
    }
}

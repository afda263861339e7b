package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitsForTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // lead, past budget, put off for, due in, leased, host free in, failures: waits for, for how long
        "STOPPING, false, ,        0,  false, 0,  0, STOPPING, ",
        "STOPPED,  false, ,        0,  false, 0,  0, STOPPING, ",
        "RUNNING,  true,  ,        0,  false, 0,  0, BUDGET, ",
        "RUNNING,  false, TIMEOUT, 15, false, 3,  1, RETRY, 15",
        "RUNNING,  false, TIMEOUT, 15, false, 40, 6, RETRY, 40",
        "RUNNING,  false, ,        60, true,  6,  0, LATER, 60",
        "RUNNING,  false, ,        0,  true,  6,  0, LEASED, ",
        "RUNNING,  false, ,        0,  false, 10, 5, HOST_PAUSE, 10",
        "RUNNING,  false, ,        0,  false, 10, 4, GAP, 10",
        "RUNNING,  false, TIMEOUT, 0,  false, 0,  9, TURN, "
    })
    void whatAnAddressWaitsForIsTheFirstThingInItsWay(
            LeadState lead,
            boolean isPastBudget,
            @Nullable Reason reason,
            int due,
            boolean isLeased,
            int freeIn,
            int failures,
            WaitsFor expected,
            @Nullable Integer until) {
        var facts = new WaitsFor.Facts(
                lead, isPastBudget, reason, NOW.plusSeconds(due), isLeased, NOW.plusSeconds(freeIn), failures);

        assertThat(WaitsFor.of(facts, true, NOW)).isEqualTo(expected);
        assertThat(expected.until(facts)).isEqualTo(until == null ? null : NOW.plusSeconds(until));
    }

    @ParameterizedTest
    @CsvSource({"RUNNING, SWITCHED_OFF", "STOPPING, STOPPING"})
    void withoutCrawlingNothingIsFetchedAndAStoppedLeadStaysStopped(LeadState lead, WaitsFor expected) {
        var facts = new WaitsFor.Facts(lead, false, Reason.TIMEOUT, NOW.plusSeconds(9), true, NOW, 0);

        assertThat(WaitsFor.of(facts, false, NOW)).isEqualTo(expected);
    }
}

package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.vigie.testing.FakeClock;

class ThrottleTest {
    private final FakeClock clock = new FakeClock();

    @Test
    void refusesAfterItsTriesAndRefillsWithTime() {
        var throttle = new Throttle(3, Duration.ofMinutes(15), 10, clock);

        for (int i = 0; i < 3; i++) {
            assertThat(throttle.tryOne("a")).isTrue();
        }
        assertThat(throttle.tryOne("a")).isFalse();
        assertThat(throttle.tryOne("b")).isTrue();
        clock.advance(Duration.ofMinutes(5));
        assertThat(throttle.tryOne("a")).isTrue();
        assertThat(throttle.tryOne("a")).isFalse();
    }

    @Test
    void networksOfOnePrefixCountTogetherAndTheirKeysChangeEachDay() {
        var networks = new Networks(clock);

        var today = networks.keyOf("192.0.2.17");
        assertThat(networks.keyOf("192.0.2.200")).isEqualTo(today);
        assertThat(networks.keyOf("192.0.3.17")).isNotEqualTo(today);
        assertThat(networks.keyOf("2001:db8:1:200::1")).isEqualTo(networks.keyOf("2001:db8:1:2ff::9"));
        clock.advance(Duration.ofDays(1));
        assertThat(networks.keyOf("192.0.2.17")).isNotEqualTo(today);
    }
}

package org.vigie.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryBackoffTest {
    private final RetryBackoff backoff = new RetryBackoff(Duration.ofSeconds(10), Duration.ofMinutes(5), 2, 0.5);

    @ParameterizedTest
    @CsvSource({"1, 0, 10000", "2, 0, 20000", "3, 0, 40000", "6, 0, 300000", "2147483647, 0, 300000", "1, 0.5, 7500"})
    void waits_grow_up_to_the_cap(int failures, double random, long millis) {
        assertThat(backoff.delay(failures, random)).isEqualTo(Duration.ofMillis(millis));
    }

    @Property
    void no_wait_is_above_the_cap_or_below_its_share(
            @ForAll @IntRange(min = 1) int failures, @ForAll @DoubleRange(min = 0, max = 0.99) double random) {
        Duration least = Duration.ofSeconds(5);
        assertThat(backoff.delay(failures, random)).isBetween(least, Duration.ofMinutes(5));
        assertThat(backoff.delay(failures, random)).isLessThanOrEqualTo(backoff.delay(failures, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, Double.NaN})
    void randomness_is_a_share(double random) {
        assertThatThrownBy(() -> backoff.delay(1, random)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nonsense_is_refused() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> backoff.delay(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryBackoff(Duration.ZERO, second, 2, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryBackoff(second, Duration.ZERO, 2, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryBackoff(second, second, 0.5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryBackoff(second, second, 2, 1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}

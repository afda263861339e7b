package org.vigie.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivalTest {
    /**
     * Weeks in remission of the treated group of Freireich and others (1963), the textbook example of the estimate; a plus
     * marks those still in remission. The published median is 23 weeks, that of the other group 8.
     */
    private static final String TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";

    private static final String UNTREATED = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";

    @Test
    void givesTheMediansOfTheTextbook() {
        assertThat(Survival.median(spans(TREATED))).contains(Duration.ofDays(23));
        assertThat(Survival.median(spans(UNTREATED))).contains(Duration.ofDays(8));
    }

    @Test
    void isUnknownWhileMoreThanHalfLasts() {
        assertThat(Survival.median(spans("1 2 5+ 5+ 5+"))).isEmpty();
        assertThat(Survival.median(List.of())).isEmpty();
    }

    @Test
    void isTheMiddleWhenAllHaveEnded() {
        assertThat(Survival.median(spans("3 1 2"))).contains(Duration.ofDays(2));
        assertThat(Survival.median(spans("1 2"))).contains(Duration.ofDays(1));
        assertThat(Survival.median(spans("4"))).contains(Duration.ofDays(4));
    }

    private static List<Survival.Span> spans(String text) {
        return Arrays.stream(text.split(" "))
                .map(word ->
                        new Survival.Span(Duration.ofDays(Long.parseLong(word.replace("+", ""))), !word.endsWith("+")))
                .toList();
    }
}

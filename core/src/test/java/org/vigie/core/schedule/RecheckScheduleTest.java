package org.vigie.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.core.schedule.Observation.Kind;
import org.vigie.core.schedule.Verdict.Counting;
import org.vigie.core.schedule.Verdict.Gone;
import org.vigie.core.schedule.Verdict.Reappeared;
import org.vigie.core.schedule.Verdict.StillUp;

class RecheckScheduleTest {
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final RecheckSchedule SCHEDULE = RecheckSchedule.standard();

    /** A history in short: P, M or U for what was found, and the minute it was found at. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "'', up 0",
        "P60, up 60",
        "U60, up 0",
        "M60, counting 1 from 0 to 60",
        "M60 M65, counting 1 from 0 to 60",
        "M60 M69, counting 1 from 0 to 60",
        "M60 M70, counting 2 from 0 to 60",
        "M60 M69 M70, counting 2 from 0 to 60",
        "M60 M70 M79, counting 2 from 0 to 60",
        "M60 M70 M80, gone from 0 to 60",
        "M60 M65 M70 M75 M80, gone from 0 to 60",
        "P30 M60 M70 M80, gone from 30 to 60",
        "M60 M70 P75, up 75",
        "M60 M70 P75 M80 M90, counting 2 from 75 to 80",
        "M60 M70 P75 M80 M90 M100, gone from 75 to 80",
        "M60 U65 M70 U75 M80, gone from 0 to 60",
        "M60 U70 U80 U90, counting 1 from 0 to 60",
        "U10 U20 U30 U40 U50, up 0",
        "M60 M60 M60 M60, counting 1 from 0 to 60",
        "M60 M70 M80 M500, gone from 0 to 60",
        "M60 M70 M80 U500, gone from 0 to 60",
        "M60 M70 M80 P500, back 500",
        "M60 M70 M80 P500 P600, up 600",
        "M60 M70 M80 P500 U600, up 500",
        "M60 M70 M80 P500 M600, counting 1 from 500 to 600",
        "M60 M70 M80 P500 M600 M610 M620, gone from 500 to 600",
        "M60 M70 M80 P75, gone from 0 to 60",
        "P60 M50, up 60",
        "M60 P50, counting 1 from 0 to 60"
    })
    void what_looks_amount_to(String history, String expected) {
        assertThat(inShort(SCHEDULE.verdict(START, looks(history)))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, looked at {1} -> {2}")
    @CsvSource({
        "'', 0, 240",
        "P60, 60, 300",
        "M60, 60, 70",
        "M60 M65, 65, 70",
        "M60, 100, 100",
        "M60 M70 M80, 80, 1520",
        "M60 M70 M80, 1520, 2960",
        "M60 M70 M80, 2960, 5840",
        "M60 M70 M80, 100000, 143200",
        "M60 M70 M80 P500, 500, 740"
    })
    void when_to_look_next(String history, int looked, int expected) {
        Verdict verdict = SCHEDULE.verdict(START, looks(history));
        assertThat(minute(SCHEDULE.nextLook(verdict, at(looked)))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}, {2} unclear at {1} -> {3}")
    @CsvSource({
        "'', 60, 1, 70",
        "'', 60, 2, 80",
        "'', 60, 3, 100",
        "'', 60, 20, 300",
        "M60, 65, 1, 75",
        "M60 M70 M80, 2000, 1, 2010"
    })
    void unclear_looks_are_repeated_sooner(String history, int looked, int unclear, int expected) {
        Verdict verdict = SCHEDULE.verdict(START, looks(history));
        assertThat(minute(SCHEDULE.nextLookAfterUnclear(verdict, at(looked), unclear, 0)))
                .isEqualTo(expected);
    }

    @Test
    void removal_is_an_interval_and_no_moment() {
        Gone gone = (Gone) SCHEDULE.verdict(START, looks("P30 M60 M70 M80"));
        assertThat(gone.uncertainty()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void nonsense_is_refused() {
        RetryBackoff unclear = SCHEDULE.unclear();
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new RecheckSchedule(0, day, day, day, day, 2, unclear))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecheckSchedule(3, day, Duration.ZERO, day, day, 2, unclear))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecheckSchedule(3, day, day, day, Duration.ofHours(1), 2, unclear))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RecheckSchedule(3, day, day, day, day, 1, unclear))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Gone(at(2), at(1), at(3))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Counting(0, at(1), at(2), at(3))).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void gone_takes_three_misses_with_gaps_and_nothing_present_between(@ForAll("histories") List<Observation> history) {
        Verdict verdict = SCHEDULE.verdict(START, history);
        assertThat(verdict instanceof Gone).isEqualTo(spacedMissesAtTheEnd(history) >= 3);
    }

    @Property
    void unclear_looks_change_nothing_of_what_matters(@ForAll("histories") List<Observation> history) {
        List<Observation> clear =
                history.stream().filter(look -> look.kind() != Kind.UNCLEAR).toList();
        assertThat(settled(SCHEDULE.verdict(START, history))).isEqualTo(settled(SCHEDULE.verdict(START, clear)));
    }

    @Property
    void looks_delivered_twice_count_once(@ForAll("histories") List<Observation> history) {
        List<Observation> twice = new ArrayList<>();
        history.forEach(look -> twice.addAll(List.of(look, look)));
        assertThat(settled(SCHEDULE.verdict(START, twice))).isEqualTo(settled(SCHEDULE.verdict(START, history)));
    }

    @Property
    void last_seen_up_is_the_last_present_look_before_the_count(@ForAll("histories") List<Observation> history) {
        Instant last = START;
        for (Observation look : history) {
            last = look.kind() == Kind.PRESENT ? look.at() : last;
        }
        assertThat(SCHEDULE.verdict(START, history).lastSeenUp()).isEqualTo(last);
    }

    @Property
    void looking_as_told_an_item_that_stays_away_is_gone_after_two_gaps(
            @ForAll("histories") List<Observation> history) {
        Verdict verdict = SCHEDULE.verdict(START, history);
        Instant now = history.isEmpty() ? START : history.getLast().at();
        now = now.plusSeconds(1);
        Instant first = now;
        for (int looks = 0; looks < 3; looks++) {
            verdict = SCHEDULE.after(verdict, Observation.missing(now));
            now = verdict instanceof Gone ? now : SCHEDULE.nextLook(verdict, now);
        }
        // The last miss of the history may be too near for the first look to count: one look more.
        verdict = SCHEDULE.after(verdict, Observation.missing(now));
        assertThat(verdict).isInstanceOf(Gone.class);
        assertThat(now).isBeforeOrEqualTo(first.plus(SCHEDULE.gapMin().multipliedBy(3)));
    }

    /** By the definition in words: from the end back to the last present look, greedily from the oldest miss. */
    private static int spacedMissesAtTheEnd(List<Observation> history) {
        int counted = 0;
        Instant last = Instant.MIN;
        for (Observation look : history) {
            if (look.kind() == Kind.PRESENT) {
                counted = 0;
                last = Instant.MIN;
            } else if (look.kind() == Kind.MISSING
                    && (counted == 0 || !look.at().isBefore(last.plus(SCHEDULE.gapMin())))) {
                counted++;
                last = look.at();
            }
        }
        return counted;
    }

    /** The first look after a reappearance makes it an item that is up: the same thing said again. */
    private static Verdict settled(Verdict verdict) {
        return verdict instanceof Reappeared again ? new StillUp(again.lastSeenUp()) : verdict;
    }

    @Provide
    Arbitrary<List<Observation>> histories() {
        Arbitrary<Observation> steps = Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(1, Kind.PRESENT), Tuple.of(5, Kind.MISSING), Tuple.of(2, Kind.UNCLEAR)),
                        Arbitraries.integers().between(1, 25))
                .as((kind, minutes) -> new Observation(kind, at(minutes)));
        return steps.list().ofMaxSize(14).map(list -> {
            List<Observation> history = new ArrayList<>();
            Instant now = START;
            for (Observation step : list) {
                now = now.plus(Duration.between(START, step.at()));
                history.add(new Observation(step.kind(), now));
            }
            return history;
        });
    }

    private static String inShort(Verdict verdict) {
        return switch (verdict) {
            case StillUp up -> "up %d".formatted(minute(up.lastSeenUp()));
            case Counting c ->
                "counting %d from %d to %d".formatted(c.misses(), minute(c.lastSeenUp()), minute(c.firstSeenDown()));
            case Gone gone -> "gone from %d to %d".formatted(minute(gone.lastSeenUp()), minute(gone.firstSeenDown()));
            case Reappeared again -> "back %d".formatted(minute(again.lastSeenUp()));
        };
    }

    private static List<Observation> looks(String history) {
        List<Observation> looks = new ArrayList<>();
        for (String look : history.isEmpty() ? new String[0] : history.split(" ", -1)) {
            Kind kind = switch (look.charAt(0)) {
                case 'P' -> Kind.PRESENT;
                case 'M' -> Kind.MISSING;
                default -> Kind.UNCLEAR;
            };
            looks.add(new Observation(kind, at(Integer.parseInt(look.substring(1)))));
        }
        return looks;
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static long minute(Instant at) {
        return Duration.between(START, at).toMinutes();
    }
}

package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.Pdq;
import org.vigie.core.probe.ProbeWatch;
import org.vigie.testing.Figure;

/** S1: how many of the programs that probe are found, how soon, and how many of the honest ones are taken for one. */
@Tag("figures")
class ProbeFiguresTest {
    private static final int QUESTIONS_MAX = 50;

    /** Ends a climb. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int questions;
        private final boolean isFound;

        Enough(int questions, boolean isFound) {
            super(null, null, false, false);
            this.questions = questions;
            this.isFound = isFound;
        }
    }

    /** Lists what resembles the first question, and watches. */
    private static final class Listing implements Climbs.Oracle {
        private final ProbeWatch watch = new ProbeWatch();
        private final Traffic others;
        private Pdq first = new Pdq(0, 0, 0, 0);
        private int questions;

        Listing(Random random) {
            others = new Traffic(random);
        }

        @Override
        public boolean isListed(Pdq asked) {
            if (questions++ == 0) {
                first = asked;
            }
            boolean isListed = first.distance(asked) <= Pdq.RADIUS;
            // it hides between ordinary questions
            var other = others.next();
            watch.ask(other.hash(), other.isListed(), false);
            if (watch.ask(asked, isListed, false).alarm().isPresent()) {
                throw new Enough(questions, true);
            }
            if (questions == QUESTIONS_MAX) {
                throw new Enough(questions, false);
            }
            return isListed;
        }
    }

    @Test
    void climbsAreFoundAndOrdinaryQuestionsAreNot() throws IOException {
        int rounds = Figure.rounds(60, 1_000);
        int found = 0;
        Map<Integer, Integer> missedByKind = new TreeMap<>();
        Map<Integer, Integer> questionsByKind = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            var random = new Random(round);
            try {
                new Climbs(random).of(round).run(new Listing(random));
            } catch (Enough enough) {
                found += enough.isFound ? 1 : 0;
                questionsByKind.merge(round % 5, enough.questions, Integer::sum);
                if (!enough.isFound) {
                    missedByKind.merge(round % 5, 1, Integer::sum);
                }
            }
        }
        int asked = Figure.rounds(50_000, 1_000_000);
        int alarms = falseAlarms(asked);
        Figure.keep(
                "S1",
                "%,d of %,d climbs found within %d questions (missed by kind: %s), %d false alarms in %,d ordinary questions"
                        .formatted(found, rounds, QUESTIONS_MAX, missedByKind, alarms, asked));
        assertThat(found)
                .as("missed by kind: %s, questions: %s", missedByKind, questionsByKind)
                .isGreaterThanOrEqualTo(rounds * 99 / 100);
        assertThat(alarms).isLessThanOrEqualTo(1);
    }

    private static int falseAlarms(int asked) {
        int alarms = 0;
        var random = new Random(7);
        var traffic = new Traffic(random);
        var watch = new ProbeWatch();
        for (int question = 0; question < asked; question++) {
            var next = traffic.next();
            if (watch.ask(next.hash(), next.isListed(), false).alarm().isPresent()) {
                alarms++;
                watch = new ProbeWatch();
            }
        }
        return alarms;
    }
}

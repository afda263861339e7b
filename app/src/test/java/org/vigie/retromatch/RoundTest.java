package org.vigie.retromatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.crawl.SeenRange;
import org.vigie.hashlist.ListId;

class RoundTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final ListId LIST = new ListId(new UUID(0, 1));
    private static final int PAGE = 3;

    @RepeatedTest(200)
    void everythingIsComparedAfterTheLastAdditionHoweverManyThereAre(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        TreeMap<String, Integer> comparedAt = new TreeMap<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            comparedAt.put(hash(random.nextInt(65536)).hex(), 0);
        }
        int additions = 1;
        Round round = Round.asked(LIST, AT);
        int steps = 0;
        while (round.state() == Round.State.ALL) {
            if (additions < 5 && random.nextInt(4) == 0) {
                additions++;
                round = round.askedAgain(AT);
            }
            List<String> page = page(comparedAt, round.rest());
            for (String media : page) {
                comparedAt.put(media, additions);
            }
            if (!page.isEmpty()) {
                round = round.after(new HashValue(HashAlgorithm.SHA256, page.getLast()), page.size(), 0);
            }
            if (page.size() < PAGE) {
                round = round.atTheEnd(AT);
            }
            assertThat(round.percent()).isBetween(0, 100);
            assertThat(++steps).as("it ends").isLessThan(1000);
        }
        int last = additions;
        assertThat(comparedAt.values()).allMatch(addition -> addition == last);
    }

    @Test
    void thePercentageSaysHowMuchOfTheRoundIsDone() {
        Round half = Round.asked(LIST, AT).after(hash(32768), 10, 0);

        assertThat(half.percent()).isEqualTo(50);
        assertThat(half.askedAgain(AT).percent()).isZero();
        assertThat(half.askedAgain(AT).after(hash(49152), 10, 0).percent()).isEqualTo(25);
        assertThat(half.askedAgain(AT).atTheEnd(AT).after(hash(16384), 10, 0).percent())
                .isEqualTo(75);
        assertThat(half.atTheEnd(AT).percent()).isEqualTo(100);
    }

    @Test
    void anAdditionWhenAllIsDoneBeginsAnew() {
        Round done = Round.asked(LIST, AT).atTheEnd(AT).atTheEnd(AT);

        assertThat(done.state()).isEqualTo(Round.State.DONE);
        assertThat(done.finishedAt()).isEqualTo(AT);
        assertThat(done.askedAgain(AT).state()).isEqualTo(Round.State.ALL);
    }

    private static List<String> page(SortedMap<String, Integer> media, SeenRange range) {
        List<String> page = new ArrayList<>();
        for (String hex : media.keySet()) {
            boolean isAfter =
                    range.after() == null || hex.compareTo(range.after().hex()) > 0;
            boolean isBefore =
                    range.upTo() == null || hex.compareTo(range.upTo().hex()) <= 0;
            if (isAfter && isBefore && page.size() < PAGE) {
                page.add(hex);
            }
        }
        return page;
    }

    private static HashValue hash(int place) {
        return new HashValue(HashAlgorithm.SHA256, "%04x".formatted(place) + "00".repeat(30));
    }
}

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
import org.vigie.hashlist.EntryMark;
import org.vigie.hashlist.ListId;

class RoundTest {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final ListId LIST = new ListId(new UUID(0, 1));
    private static final EntryMark MARK = new EntryMark(7, 0);
    private static final int PAGE = 3;

    @RepeatedTest(200)
    void everythingIsComparedAfterTheLastAdditionHoweverManyThereAre(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        TreeMap<String, Integer> comparedAt = new TreeMap<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            comparedAt.put(hash(random.nextInt(65536)).hex(), 0);
        }
        int additions = 1;
        Round round = Round.asked(LIST, AT, MARK);
        int steps = 0;
        while (round.state() == Round.State.ALL) {
            if (additions < 5 && random.nextInt(4) == 0) {
                additions++;
                round = round.askedAgain(AT, MARK);
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
        Round half = Round.asked(LIST, AT, MARK).after(hash(32768), 10, 0);

        assertThat(half.percent()).isEqualTo(50);
        assertThat(half.askedAgain(AT, MARK).percent()).isZero();
        assertThat(half.askedAgain(AT, MARK).after(hash(49152), 10, 0).percent())
                .isEqualTo(25);
        assertThat(half.askedAgain(AT, MARK)
                        .atTheEnd(AT)
                        .after(hash(16384), 10, 0)
                        .percent())
                .isEqualTo(75);
        assertThat(half.atTheEnd(AT).percent()).as("new entries may be left").isEqualTo(99);
        assertThat(half.atTheEnd(AT).atTheEnd(AT).percent()).isEqualTo(100);
    }

    @Test
    void anAdditionWhenAllIsDoneBeginsAnew() {
        Round done = Round.asked(LIST, AT, MARK).atTheEnd(AT).atTheEnd(AT).atTheEnd(AT);

        assertThat(done.state()).isEqualTo(Round.State.DONE);
        assertThat(done.finishedAt()).isEqualTo(AT);
        assertThat(done.askedAgain(AT, MARK).state()).isEqualTo(Round.State.ALL);
        assertThat(done.addedAgain(AT).state()).isEqualTo(Round.State.NEW);
    }

    @Test
    void newEntriesAreComeToFromEveryState() {
        Round all = Round.asked(LIST, AT, MARK).after(hash(32768), 10, 0);
        assertThat(all.addedAgain(AT).state()).isEqualTo(Round.State.ALL);
        assertThat(all.addedAgain(AT).position()).isEqualTo(all.position());
        assertThat(all.addedAgain(AT).atTheEnd(AT).state()).isEqualTo(Round.State.NEW);

        var news = new News(new EntryMark(9, 3), 5, 0, true);
        Round videos = Round.added(LIST, AT).after(news, 2, 1).atTheEnd(AT);
        assertThat(videos.state()).isEqualTo(Round.State.VIDEOS);
        assertThat(videos.addedAgain(AT).state()).isEqualTo(Round.State.NEW);

        Round late = videos.atTheEnd(AT);
        assertThat(late.state()).isEqualTo(Round.State.LATE);
        assertThat(late.addedAgain(AT).state()).isEqualTo(Round.State.NEW);
        assertThat(late.addedAgain(AT).news().mark())
                .as("it goes on where it was")
                .isEqualTo(news.mark());
    }

    @Test
    void theLateLookBeginsWithTheFirstChangeThatHadNone() {
        Instant later = AT.plusSeconds(100);
        Round late = Round.added(LIST, AT).atTheEnd(AT);

        assertThat(late.addedAgain(later).lateFrom()).isEqualTo(AT);
        assertThat(late.addedAgain(later).askedAt()).isEqualTo(later);
        assertThat(late.askedAgain(later, MARK).lateFrom()).isEqualTo(AT);
        assertThat(late.atTheEnd(AT).addedAgain(later).lateFrom()).isEqualTo(later);
    }

    @Test
    void thePercentageOfNewEntriesIsOfThoseThatWereCounted() {
        Round added = Round.added(LIST, AT);
        assertThat(added.percent()).isZero();
        News counted = added.news().counted(8_000).after(new EntryMark(9, 5_000), 5_000, true);
        assertThat(added.after(counted, 0, 0).percent()).isEqualTo(62);
        assertThat(added.after(counted, 0, 0).atTheEnd(AT).percent())
                .as("videos are left")
                .isEqualTo(99);
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

package org.vigie.retromatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.VideoFrame;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListPolicy;
import org.vigie.item.ItemService;
import org.vigie.organisation.OrgId;
import org.vigie.testing.VigieTest;

/** New entries are looked up among what was seen, and find what going through all of it finds. */
@VigieTest
class BothWaysTest extends RoundTestBase {
    /** With the videos more than there are entries in a list, which would else be gone through. */
    private static final int PICTURES = 120;

    private static final int VIDEOS = 4;

    @Autowired
    private ItemService items;

    @RepeatedTest(4)
    void theyFindWhatGoingThroughAllFinds(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        OrgId other = fixtures.organisation("Going through all");
        List<Seen> all = whatWasSeen(random, List.of(org, other));
        clock.advance(Duration.ofDays(30));
        String stops = lines(random, all, 8, 6);
        List<String> wanted =
                List.of(lines(random, all, 30, 40), lines(random, all, 30, 40), lines(random, all, 30, 40));

        List<HashList> looked = lists(org, stops, wanted);
        List<HashList> gone = lists(other, stops, wanted);
        for (HashList list : looked) {
            go(org, list);
            assertThat(progress(org, list).entries()).as("looked up").isPositive();
        }
        for (HashList list : gone) {
            in(other, () -> {
                rounds.ask(list.id());
                return true;
            });
            go(other, list);
            assertThat(progress(other, list).compared()).as("gone through").isGreaterThanOrEqualTo(PICTURES + VIDEOS);
        }

        Set<String> found = told(org, all);
        assertThat(found).isEqualTo(told(other, all));
        assertThat(found).anyMatch(match -> match.contains("EXACT")).anyMatch(match -> match.contains("NEAR"));
    }

    private List<HashList> lists(OrgId of, String stops, List<String> wanted) {
        load(of, "Benign", ListKind.NEGATIVE, ListKind.NEGATIVE.defaultPolicy(), stops);
        return List.of(
                load(of, "Wide", ListKind.MATCH, ListPolicy.DEFAULT, wanted.getFirst()),
                load(of, "Narrow", ListKind.MATCH, new ListPolicy(true, 5, 70, 10), wanted.get(1)),
                load(of, "Exact", ListKind.MATCH, new ListPolicy(true, -1, 50, -1), wanted.getLast()));
    }

    private List<Seen> whatWasSeen(Random random, List<OrgId> by) {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < PICTURES + VIDEOS; i++) {
            MediaHashes media = media(random, i < PICTURES ? pdq(random) : null);
            List<VideoFrame> frames = i < PICTURES ? List.of() : frames(random);
            CanonicalAddress address = address();
            samples.media(media, frames);
            by.forEach(one -> samples.seen(one, media, address));
            all.add(new Seen(media, frames, address));
        }
        return all;
    }

    private static List<VideoFrame> frames(Random random) {
        List<VideoFrame> frames = new ArrayList<>();
        for (int frame = 0; frame < 6; frame++) {
            frames.add(new VideoFrame(frame, pdq(random), QUALITIES[random.nextInt(QUALITIES.length)], frame / 2.0));
        }
        return frames;
    }

    /** Lines of a list: some of what was seen, exactly or so many bits away, and near frames of the videos. */
    private static String lines(Random random, List<Seen> all, int exact, int near) {
        Set<String> lines = new TreeSet<>();
        for (int i = 0; i < exact; i++) {
            MediaHashes media = all.get(random.nextInt(all.size())).media();
            lines.add(line(media.exact().get(random.nextInt(3))));
        }
        for (int i = 0; i < near; i++) {
            Seen one = all.get(random.nextInt(all.size()));
            Pdq hash = one.media().pdq();
            Pdq base = hash != null
                    ? hash
                    : one.frames().get(random.nextInt(one.frames().size())).pdq();
            lines.add(line(SeenSamples.turned(base, random.nextInt(41)).value()));
        }
        return String.join("\n", lines);
    }

    private void go(OrgId of, HashList list) {
        run(of, list, runner);
        clock.advance(Duration.ofMinutes(5));
        run(of, list, runner);
        assertThat(progress(of, list).finishedAt()).isPresent();
    }

    /** All that an organisation was told of what was seen. */
    private Set<String> told(OrgId of, List<Seen> all) {
        Set<String> told = new TreeSet<>();
        for (Seen one : all) {
            in(of, () -> findings.at(one.address()))
                    .ifPresent(item -> in(of, () -> items.matches(item.id()))
                            .forEach(match -> told.add(String.join(
                                    " ",
                                    one.media().md5().hex(),
                                    item.state().name(),
                                    match.listName(),
                                    match.kind().name(),
                                    Integer.toString(match.distance()),
                                    match.entryHash().toString(),
                                    Boolean.toString(match.mayNotify()),
                                    match.stretches().toString()))));
        }
        return told;
    }
}

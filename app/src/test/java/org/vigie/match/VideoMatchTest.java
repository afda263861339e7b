package org.vigie.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoFrame;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Videos of invented frames, two a second, against lists of some of them. */
@VigieTest
class VideoMatchTest {
    private static final ListName KNOWN = new ListName("Known");
    private static final MediaHashes FILE = new MediaHashes(
            new HashValue(HashAlgorithm.MD5, "cd".repeat(16)),
            new HashValue(HashAlgorithm.SHA1, "cd".repeat(20)),
            new HashValue(HashAlgorithm.SHA256, "cd".repeat(32)),
            null,
            0);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private HashListService lists;

    @Autowired
    private MatchService matching;

    private final List<VideoFrame> frames = frames(60);
    private OrgId org;

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Videos");
    }

    @Test
    void framesOfAPassageMatchWithTheirTimes() {
        known(20, 21, 22, 23);
        List<Match> found = match();
        assertThat(found).hasSize(4).allMatch(Match::mayNotify);
        assertThat(found)
                .flatExtracting(Match::stretches)
                .containsExactlyInAnyOrder(
                        new Stretch(10, 10, 1),
                        new Stretch(10.5, 10.5, 1),
                        new Stretch(11, 11, 1),
                        new Stretch(11.5, 11.5, 1));
    }

    @Test
    void aStillThatIsShownForSecondsIsAPassage() {
        for (int i = 31; i < 36; i++) {
            frames.set(i, at(i, frames.get(30).pdq()));
        }
        known(30);
        assertThat(match()).singleElement().satisfies(match -> {
            assertThat(match.stretches()).containsExactly(new Stretch(15, 17.5, 6));
            assertThat(match.mayNotify()).isTrue();
        });
    }

    @Test
    void singleFramesAreToldAndLeftToAPerson() {
        known(5, 40);
        assertThat(match()).hasSize(2).noneMatch(Match::mayNotify);
        known(6);
        assertThat(match()).as("two are no passage yet").noneMatch(Match::mayNotify);
        known(7);
        assertThat(match())
                .filteredOn(Match::mayNotify)
                .as("5, 6 and 7 are one, 40 is not in it")
                .hasSize(3);
    }

    @Test
    void aPolicyAndABadFrameCountAsForPictures() {
        known(20, 21, 22, 23);
        frames.set(21, new VideoFrame(21, frames.get(21).pdq(), 40, 10.5));
        frames.set(22, at(22, flipped(frames.get(22).pdq(), 12)));
        assertThat(match())
                .hasSize(3)
                .filteredOn(match -> match.distance() == 12)
                .hasSize(1);
        policy(new ListPolicy(true, 11));
        assertThat(match()).filteredOn(Match::mayNotify).hasSize(2);
        policy(new ListPolicy(true, ListPolicy.NEAR_IS_HELD));
        assertThat(match()).hasSize(3).noneMatch(Match::mayNotify);
    }

    @Test
    void aNegativeListStopsItsFramesAndTheVeryFileAll() {
        known(20, 21, 22, 23);
        load(new ListName("Benign"), ListKind.NEGATIVE, line(frames.get(21).pdq()));
        assertThat(match()).hasSize(3);
        load(
                new ListName("Benign"),
                ListKind.NEGATIVE,
                "sha256," + FILE.sha256().hex() + ",landscape,test,\n");
        assertThat(match()).isEmpty();
    }

    @Test
    void theVeryFileMatchesWithoutAnyFrame() {
        load(KNOWN, ListKind.MATCH, "md5," + FILE.md5().hex() + ",csam,test,\n");
        assertThat(CurrentOrganisation.as(org, () -> matching.match(org, FILE, List.of())))
                .singleElement()
                .satisfies(match -> assertThat(match.stretches()).isEmpty());
        known(1);
        assertThat(match().getFirst().kind()).as("exact ones first").isEqualTo(Match.Kind.EXACT);
        assertThat(match()).hasSize(2);
    }

    @Test
    void othersDoNotMatch() {
        load(KNOWN, ListKind.MATCH, line(frames(61).getLast().pdq()));
        assertThat(match()).isEmpty();
    }

    /** The command without a database matches a video as the crawl does. */
    @Test
    void aListFileFindsWhatTheCrawlFinds() throws IOException {
        frames.set(22, at(22, flipped(frames.get(22).pdq(), 12)));
        var rows = new StringBuilder("md5," + FILE.md5().hex() + ",csam,test,\n");
        for (VideoFrame known : frames(60).subList(20, 24)) {
            rows.append(line(known.pdq()));
        }
        rows.append(line(frames.get(50).pdq()));
        load(KNOWN, ListKind.MATCH, rows.toString());
        var matcher = ListFileMatcher.load(
                KNOWN,
                ListPolicy.DEFAULT,
                new ByteArrayInputStream(("algorithm,hash,class,source,note\n" + rows).getBytes(UTF_8)));

        ListFileMatcher.InVideo found = matcher.match(FILE, frames, 31);
        assertThat(found.matches())
                .hasSize(6)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("list", "listName", "entry")
                .containsExactlyInAnyOrderElementsOf(match());
        assertThat(found.matches().getFirst().entry()).as("its line").isEqualTo(2);
        assertThat(found.clips()).as("one frame alone is none").containsExactly(new Stretch(10, 11.5, 4));

        assertThat(matcher.match(FILE, frames, 11).matches()).hasSize(5);
        assertThat(matcher.match(FILE, List.of(), 31).matches())
                .as("one that could not be decoded")
                .singleElement()
                .matches(match -> match.kind() == Match.Kind.EXACT);
    }

    private List<Match> match() {
        return CurrentOrganisation.as(org, () -> matching.match(org, FILE, frames));
    }

    private void known(int... places) {
        var rows = new StringBuilder();
        for (int place : places) {
            rows.append(line(frames.get(place).pdq()));
        }
        load(KNOWN, ListKind.MATCH, rows.toString());
        policy(new ListPolicy(true, 31));
    }

    private void policy(ListPolicy policy) {
        CurrentOrganisation.as(
                org, () -> lists.setPolicy(lists.find(KNOWN).orElseThrow().id(), policy, AuditActor.system("test")));
        matching.catchUp();
    }

    private static String line(Pdq pdq) {
        return "pdq," + pdq.hex() + ",csam,test,\n";
    }

    private void load(ListName name, ListKind kind, String rows) {
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importCsv(
                        name,
                        new ByteArrayInputStream(("algorithm,hash,class,source,note\n" + rows).getBytes(UTF_8)),
                        ImportOptions.by(AuditActor.system("test")).into(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        matching.catchUp();
    }

    /** No two of them are near. */
    private static List<VideoFrame> frames(int count) {
        var random = new SplittableRandom(4);
        List<VideoFrame> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String hex = "%016x%016x%016x%016x"
                    .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            frames.add(at(i, Pdq.parse(hex)));
        }
        return frames;
    }

    private static VideoFrame at(int place, Pdq pdq) {
        return new VideoFrame(place, pdq, 90, place / 2.0);
    }

    private static Pdq flipped(Pdq pdq, int bits) {
        byte[] bytes = pdq.value().bytes();
        for (int bit = 0; bit < bits; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return Pdq.of(HashValue.of(HashAlgorithm.PDQ, bytes));
    }
}

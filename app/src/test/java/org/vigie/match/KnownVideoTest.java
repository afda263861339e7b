package org.vigie.match;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.Clip;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoOverlap;
import org.vigie.core.video.VideoThresholds;
import org.vigie.database.DatabaseSettings;
import org.vigie.database.Mode;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ImportReport;
import org.vigie.hashlist.ListCopyService;
import org.vigie.hashlist.ListCount;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListExport;
import org.vigie.hashlist.ListFeed;
import org.vigie.hashlist.ListFile;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.MaterialClass;
import org.vigie.hashlist.RejectedLine;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Lists that hold whole videos, of invented frames, ten a second. */
@VigieTest
class KnownVideoTest {
    private static final ListName KNOWN = new ListName("Known videos");
    private static final AuditActor TEST = AuditActor.system("test");
    private static final MediaHashes FILE = new MediaHashes(
            new HashValue(HashAlgorithm.MD5, "ce".repeat(16)),
            new HashValue(HashAlgorithm.SHA1, "ce".repeat(20)),
            new HashValue(HashAlgorithm.SHA256, "ce".repeat(32)),
            null,
            0);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private HashListService lists;

    @Autowired
    private ListCopyService copies;

    @Autowired
    private MatchService matching;

    @Autowired
    private ListFeed feed;

    @Autowired
    private FakeClock clock;

    @TempDir
    private Path data = Path.of("");

    private OrgId org;

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Known videos");
    }

    @Test
    void aClipIsFoundAtItsOffsetInBoth() {
        List<VideoFrame> known = video(1, 300);
        load(KNOWN, ListKind.MATCH, known);
        List<VideoFrame> cut = at(
                Stream.of(video(2, 40), known.subList(100, 200), video(3, 30)).flatMap(List::stream));

        assertThat(match(cut)).singleElement().satisfies(match -> {
            assertThat(match.entryHash()).isEqualTo(FrameList.name(known));
            assertThat(match.kind()).isEqualTo(Match.Kind.NEAR);
            assertThat(match.materialClass()).isEqualTo(MaterialClass.CSAM);
            assertThat(match.overlap())
                    .contains(new VideoOverlap(
                            100.0 * 100 / 170, 100.0 * 100 / 300, List.of(new Clip(4, 13.9, 10, 19.9, 100))));
            assertThat(match.stretches()).containsExactly(new Stretch(4, 13.9, 100));
            assertThat(match.mayNotify()).as("the list holds near matches").isFalse();
        });
        assertThat(match(video(4, 300))).isEmpty();
        assertThat(match(List.of())).isEmpty();
        OrgId other = fixtures.organisation("Others");
        assertThat(CurrentOrganisation.as(other, () -> matching.match(other, FILE, cut)))
                .as("lists of others are none of theirs")
                .isEmpty();
    }

    @Test
    void theWholeInAnotherOrderMatchesByItsShare() {
        List<VideoFrame> known = video(1, 50);
        load(KNOWN, ListKind.MATCH, known);
        List<Match> found = match(at(known.reversed().stream()));
        assertThat(found).singleElement().satisfies(match -> {
            assertThat(match.overlap().orElseThrow().targetPercent()).isEqualTo(100);
            assertThat(match.stretches()).containsExactly(new Stretch(0, 4.9, 50));
        });
    }

    @Test
    void whatIsWithdrawnIsGoneAtOnceAndComesBack() {
        List<VideoFrame> known = video(1, 50);
        load(KNOWN, ListKind.MATCH, known);
        HashEntry entry = entry(known);
        CurrentOrganisation.as(org, () -> lists.withdraw(entry.id(), "It is a landscape.", TEST));
        assertThat(match(known)).as("without any waiting").isEmpty();

        assertThat(load(KNOWN, ListKind.MATCH, known).stillWithdrawn()).isOne();
        assertThat(match(known)).isEmpty();
        load(KNOWN, source(known), new ImportOptions(TEST, ListKind.MATCH, ImportOptions.Withdrawn.COME_BACK));
        assertThat(match(known)).hasSize(1);
    }

    @Test
    void theListsOwnPolicyCounts() {
        List<VideoFrame> known = video(1, 50);
        load(KNOWN, ListKind.MATCH, known);
        List<VideoFrame> blurred = known.stream()
                .map(frame -> new VideoFrame(frame.frame(), flipped(frame.pdq(), 12), 60, frame.seconds()))
                .toList();
        policy(new ListPolicy(true, 12));
        assertThat(match(blurred)).singleElement().satisfies(match -> {
            assertThat(match.distance()).isEqualTo(12);
            assertThat(match.mayNotify()).isTrue();
        });
        policy(new ListPolicy(true, 11));
        assertThat(match(blurred)).noneMatch(Match::mayNotify);
        policy(new ListPolicy(true, 11, 50, 11));
        assertThat(match(blurred)).as("farther than the list lets").isEmpty();
        policy(new ListPolicy(true, 11, 61, 31));
        assertThat(match(blurred)).as("of a lesser quality").isEmpty();
        policy(new ListPolicy(true, 11, 50, ListPolicy.NOTHING_IS_NEAR));
        assertThat(match(known)).isEmpty();
    }

    /** An opening that both share hides the opening, and nothing of what comes after. */
    @Test
    void aNegativeListStopsWhatItsVideoShares() {
        List<VideoFrame> opening = video(8, 50);
        List<VideoFrame> known = at(Stream.concat(opening.stream(), video(1, 100).stream()));
        load(KNOWN, ListKind.MATCH, known);
        assertThat(match(opening)).as("until somebody says so").hasSize(1);
        load(new ListName("Openings"), ListKind.NEGATIVE, opening);

        assertThat(match(opening)).isEmpty();
        assertThat(match(at(Stream.concat(opening.stream(), video(9, 100).stream()))))
                .isEmpty();
        assertThat(match(known))
                .singleElement()
                .satisfies(match -> assertThat(match.stretches()).containsExactly(new Stretch(5, 14.9, 100)));
        load(new ListName("Openings"), ListKind.NEGATIVE, known);
        assertThat(match(known)).as("the whole is benign after all").isEmpty();
    }

    @Test
    void framesAsPicturesAreToldBesideTheVideo() {
        List<VideoFrame> known = video(1, 50);
        load(KNOWN, ListKind.MATCH, known);
        csv("pdq,%s,csam,\n".formatted(known.get(7).pdq().hex()));
        assertThat(match(known))
                .extracting(match -> match.entryHash().algorithm())
                .containsExactly(HashAlgorithm.VPDQ, HashAlgorithm.PDQ);
    }

    @Test
    void aLineWithoutFramesSaysSomethingOfAVideoThatIsThere() throws IOException {
        List<VideoFrame> known = video(1, 50);
        assertThat(load(KNOWN, ListKind.MATCH, known).accepted()).isOne();
        assertThat(load(KNOWN, ListKind.MATCH, known).unchanged()).isOne();
        String named = "vpdq,%s,other words,\n".formatted(FrameList.name(known).hex());
        ImportReport report = csv(named + "vpdq,%s,csam,\n".formatted("ab".repeat(32)));
        assertThat(report.changed()).isOne();
        assertThat(report.rejected()).containsExactly(new RejectedLine(3, RejectedLine.Reason.NO_FRAMES));
        assertThat(match(known))
                .singleElement()
                .satisfies(match -> assertThat(match.materialClass()).isEqualTo(MaterialClass.UNMAPPED));
        ListCount count = CurrentOrganisation.as(org, () -> lists.count(list().id()));
        assertThat(count.classes()).isEqualTo(Map.of(MaterialClass.UNMAPPED, 1L));

        var copy = new StringWriter();
        CurrentOrganisation.call(org, () -> copies.export(list().id(), "csv", new ListExport(copy), TEST));
        assertThat(copy.toString()).contains(named.substring(0, named.length() - 2));
        assertThat(CurrentOrganisation.call(
                                org,
                                () -> copies.diff(
                                        list().id(), reader -> ListFile.read(stream(copy.toString()), reader), TEST))
                        .isEmpty())
                .isTrue();
        assertThat(CurrentOrganisation.as(org, () -> copies.check(list().id(), TEST))
                        .isGood())
                .isTrue();
        csv("vpdq,%s,csam,x\n".formatted(FrameList.name(known).hex()));
        assertThat(match(known)).as("its source took it back").isEmpty();
    }

    @Test
    void aRestartHasTheVideosThatTheFileHasNot() throws IOException {
        List<VideoFrame> known = video(1, 50);
        load(KNOWN, ListKind.MATCH, known);
        csv("pdq,%s,csam,\n".formatted("0f".repeat(32)));
        MatchIndex first = index();
        first.refresh();
        assertThat(first.write()).isTrue();
        List<VideoFrame> second = video(2, 50);
        load(KNOWN, ListKind.MATCH, second);

        MatchIndex again = index();
        again.refresh();
        assertThat(again.write()).as("all but the videos came from the file").isFalse();
        assertThat(again.state().of(org).size()).isEqualTo(3);
        for (List<VideoFrame> video : List.of(known, second)) {
            assertThat(VideoFinding.find(
                            again.state().of(org), FILE, video, VideoThresholds.DEFAULT, again.state()::list))
                    .hasSize(1);
        }
    }

    /** What was not read lately may not be taken for "no match". */
    @Test
    void anIndexThatIsTooOldIsReadAgainBeforeItAnswers() {
        MatchIndex index = index();
        index.refresh();
        clock.advance(Duration.ofMinutes(5));
        assertThat(index.isFresh()).isFalse();
        index.ready();
        assertThat(index.isFresh()).isTrue();
    }

    @Test
    void settingsOutOfTheirRangesAreRefused() {
        assertThatThrownBy(() -> settings(49, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings(50, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(settings(60, 5).video().clip().framesMin()).isEqualTo(5);
    }

    private static MatchSettings settings(int quality, int frames) {
        return new MatchSettings(
                false, Duration.ofSeconds(1), Duration.ofMinutes(1), quality, 31, 0, 80, frames, Duration.ofSeconds(1));
    }

    private MatchIndex index() {
        var database = new DatabaseSettings(data, Mode.TEST, null, true, 4);
        return new MatchIndex(feed, settings(50, 3), database, clock);
    }

    private List<Match> match(List<VideoFrame> frames) {
        return CurrentOrganisation.as(org, () -> matching.match(org, FILE, frames));
    }

    private HashList list() {
        return lists.find(KNOWN).orElseThrow();
    }

    private HashEntry entry(List<VideoFrame> frames) {
        return CurrentOrganisation.as(
                org, () -> lists.entry(list().id(), FrameList.name(frames)).orElseThrow());
    }

    private void policy(ListPolicy policy) {
        CurrentOrganisation.as(org, () -> lists.setPolicy(list().id(), policy, TEST));
        matching.catchUp();
    }

    private ImportReport csv(String rows) {
        return load(
                KNOWN,
                reader -> ListFile.read(stream("algorithm,hash,class,withdrawn\n" + rows), reader),
                ImportOptions.by(TEST));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private ImportReport load(ListName name, ListKind kind, List<VideoFrame> frames) {
        return load(name, source(frames), ImportOptions.by(TEST).into(kind));
    }

    private static EntrySource source(List<VideoFrame> frames) {
        return reader ->
                reader.entry(new ListEntry(1, FrameList.name(frames), "csam", "test", "").withFrames(1, frames));
    }

    private ImportReport load(ListName name, EntrySource source, ImportOptions options) {
        return CurrentOrganisation.as(org, () -> {
            try {
                return lists.importFrom(name, source, options);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    static List<VideoFrame> video(int seed, int frames) {
        var random = new SplittableRandom(seed);
        List<VideoFrame> video = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            video.add(new VideoFrame(
                    i,
                    new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                    90,
                    i / 10.0));
        }
        return video;
    }

    /** The same frames one after the other from the beginning. */
    private static List<VideoFrame> at(Stream<VideoFrame> frames) {
        List<VideoFrame> some = frames.toList();
        return IntStream.range(0, some.size())
                .mapToObj(i -> new VideoFrame(i, some.get(i).pdq(), 90, i / 10.0))
                .toList();
    }

    private static Pdq flipped(Pdq pdq, int bits) {
        return new Pdq(pdq.w0() ^ ((1L << bits) - 1), pdq.w1(), pdq.w2(), pdq.w3());
    }
}

package org.vigie.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.vigie.audit.AuditActor;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.VideoFrame;
import org.vigie.exchange.FrameListReader;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.RejectedLine;
import org.vigie.item.ItemId;
import org.vigie.organisation.CurrentOrganisation;

/** Videos that a page shows: their frames are hashed in the sandbox and matched, and the bytes are dropped. */
@Import(VideosTest.Heard.class)
class VideosTest extends CrawlTestBase {
    private static final Path VIDEO =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("vpdq/pattern-sd-grey-bar.mp4");
    private static final Path LIST_OF_VIDEO =
            Path.of(System.getProperty("vigie.vectors", "")).resolve("vpdq/sample-hashes/pattern-sd-grey-bar.txt");
    private static final ListName LIST = new ListName("Frames");
    private static final AuditActor TEST = AuditActor.system("test");

    @Autowired
    private HashListService hashLists;

    @Autowired
    private SeenMediaService seen;

    @Autowired
    private Looks looks;

    private byte[] video = {};

    @BeforeEach
    void aPageThatShowsAVideo() throws IOException {
        assumeTrue(Files.isRegularFile(VIDEO), "skipped, the published videos are not there");
        video = Files.readAllBytes(VIDEO);
        // bytes behind its end that no player looks at: no other test has seen this very file
        video = Arrays.copyOf(video, video.length + 24);
        byte[] box = ("\0\0\0\30free" + UUID.randomUUID().toString().substring(0, 16)).getBytes(UTF_8);
        System.arraycopy(box, 0, video, video.length - 24, 24);
        site.page("front/", "<html><video src='" + site.url("front/a.mp4") + "'></video>");
        site.body("front/a.mp4", "video/mp4", video);
    }

    @Test
    void itsFramesMatchAndTheTimesAreKept() {
        LeadId before = run(lead("front/"));
        assertThat(reason(before, "front/a.mp4")).isEqualTo(Reason.VIDEO);
        assertThat(undecodable(before, "front/a.mp4")).isEmpty();
        assertThat(count("select count(*) from item")).isZero();
        List<VideoFrame> frames = in(() -> seen.frames(sha256(video)));
        assertThat(frames).hasSizeGreaterThan(4);
        assertThat(frames.get(1).seconds() - frames.get(0).seconds()).isBetween(0.4, 0.7);

        listed(frames);
        LeadId lead = run(lead("front/"));
        assertThat(reason(lead, "front/a.mp4")).isEqualTo(Reason.VIDEO);
        assertThat(count("select count(*) from item")).isOne();
        assertThat(
                        count(
                                "select count(*) from item_match where may_notify and kind = 'NEAR' and cardinality(stretches) >= 3"))
                .isPositive();
        assertThat(count("select count(*) from sighting where pdq is null")).isOne();
    }

    @Test
    void aKnownVideoIsMetWithTheTimesInBoth() throws IOException {
        List<VideoFrame> frames;
        try (var published = Files.newInputStream(LIST_OF_VIDEO)) {
            List<VideoFrame> read = new ArrayList<>();
            FrameListReader.read(published, FrameListReader.Terms.of("csam", "test", 30), new Entries(read));
            frames = read;
        }
        ListEntry entry = new ListEntry(1, FrameList.name(frames), "csam", "test", "").withFrames(1, frames);
        CurrentOrganisation.call(
                org, () -> hashLists.importFrom(LIST, reader -> reader.entry(entry), ImportOptions.by(TEST)));
        matching.catchUp();
        run(lead("front/"));
        assertThat(count("select count(*) from item")).isOne();
        assertThat(count("""
                        select count(*) from item_match
                        where algorithm = 'VPDQ' and kind = 'NEAR' and seen_share > 9000
                          and stretches[2] - known_stretches[2] between -600 and 600 and not may_notify""")).isOne();
    }

    /** Takes the frames. */
    private record Entries(List<VideoFrame> frames) implements EntryReader {
        @Override
        public void entry(ListEntry entry) {
            frames.addAll(entry.frames());
        }

        @Override
        public void rejected(RejectedLine line) {
            throw new AssertionError(line);
        }
    }

    @Test
    void theLookThatConfirmsItTellsItsFrames() {
        LookDone look = look(LookKind.CONFIRM);
        assertThat(look.outcome()).isEqualTo(LookOutcome.PRESENT);
        assertThat(look.isDecoded()).isTrue();
        assertThat(look.undecodedByUs()).isFalse();
        listed(look.frames());
        assertThat(CurrentOrganisation.as(
                        org, () -> matching.match(org, Objects.requireNonNull(look.hashes()), look.frames())))
                .isNotEmpty();
    }

    @Test
    void whatOnlyBeginsLikeAVideoIsSaidToBeNone() {
        byte[] broken = Arrays.copyOf(video, 900);
        site.body("front/a.mp4", "video/mp4", broken);
        LeadId lead = run(lead("front/"));
        assertThat(reason(lead, "front/a.mp4")).isEqualTo(Reason.VIDEO);
        assertThat(undecodable(lead, "front/a.mp4")).isNotEmpty();
        assertThat(look(LookKind.RECHECK).isDecoded()).isFalse();
    }

    private void listed(List<VideoFrame> frames) {
        var rows = new StringBuilder("algorithm,hash,class,source,note\n");
        frames.stream()
                .filter(frame -> frame.quality() >= 50)
                .forEach(frame ->
                        rows.append("pdq,%s,csam,test,%n".formatted(frame.pdq().hex())));
        CurrentOrganisation.as(org, () -> {
            try {
                hashLists.importCsv(
                        LIST, new ByteArrayInputStream(rows.toString().getBytes(UTF_8)), ImportOptions.by(TEST));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            hashLists.setPolicy(hashLists.find(LIST).orElseThrow().id(), new ListPolicy(true, 31), TEST);
        });
        matching.catchUp();
    }

    private LookDone look(LookKind kind) {
        ItemId item = new ItemId(UUID.randomUUID());
        LookId look = in(() -> crawl.look(
                item, site.address("front/a.mp4"), kind, Clock.systemUTC().instant()));
        await().atMost(Duration.ofSeconds(40)).until(() -> looks.done.containsKey(look));
        return Objects.requireNonNull(looks.done.get(look));
    }

    /** Hears of looks. */
    static class Looks {
        final Map<LookId, LookDone> done = new ConcurrentHashMap<>();

        @EventListener
        void on(LookDone look) {
            done.put(look.look(), look);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Heard {
        @Bean
        Looks looks() {
            return new Looks();
        }
    }
}

package org.vigie.item;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.Clip;
import org.vigie.core.video.FrameList;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoOverlap;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class MatchWhyTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final MediaHashes PICTURE = new MediaHashes(
            new HashValue(HashAlgorithm.MD5, "ab".repeat(16)),
            new HashValue(HashAlgorithm.SHA1, "ab".repeat(20)),
            new HashValue(HashAlgorithm.SHA256, "ab".repeat(32)),
            Pdq.parse("ab".repeat(32)),
            83);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private HashListService lists;

    @Autowired
    private ItemService items;

    @Autowired
    private ItemReadingService reading;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    private OrgId org;
    private SignedIn analyst;

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Why");
        analyst = new SignedIn(UUID.randomUUID(), org, Set.of(Role.ANALYST), "Camille");
    }

    @ParameterizedTest(name = "exact {0}, near up to {1}, {2} of class {3} at {4}: {5}")
    @CsvSource({
        "true,  -1, sha256, csam,            0,  EXACT",
        "false, -1, sha256, csam,            0,  EXACT_HELD",
        "true,  -1, sha256, exploitative,    0,  CLASS",
        "true,  -1, pdq,    csam,            12, NEAR_HELD",
        "true,  12, pdq,    csam,            12, NEAR",
        "true,  11, pdq,    csam,            12, TOO_FAR",
    })
    void saysWhyAMatchWasAllowedWhatItWas(
            boolean exact, int near, String algorithm, String materialClass, int distance, String because) {
        HashList list = load("Known", ListKind.MATCH, algorithm, materialClass);
        policy(list, new ListPolicy(exact, near));
        clock.advance(Duration.ofMinutes(1));
        HashEntry entry = entry(list);
        ItemId item = matched(list, entry, distance);
        clock.advance(Duration.ofMinutes(1));
        policy(list, new ListPolicy(!exact, 31));

        MatchWhy why = in(() -> reading.why(item, entry.id(), TEST));

        assertThat(why.because()).isEqualTo(because);
        assertThat(why.then().policy()).isEqualTo(new ListPolicy(exact, near));
        assertThat(why.stopped()).isEmpty();
    }

    @Test
    void thePageTellsTheSourceThePolicyAndWhatOthersSay() {
        HashList list = load("Known", ListKind.MATCH, "sha256", "csam");
        HashEntry entry = entry(list);
        ItemId item = matched(list, entry, 0);
        load("Benign", ListKind.NEGATIVE, "sha256", "landscape");
        String page = "/items/%s/matches/%d".formatted(item.value(), entry.id().value());

        assertThat(mvc.get().uri("/items/{id}", item.value()).with(user(analyst)))
                .bodyText()
                .contains(page);
        assertThat(mvc.get().uri(page).with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "Analyst 7",
                        "right: 3, wrong: 1",
                        "entry-77",
                        "Other lists say something else",
                        "negative list")
                .doesNotContain("??", "pictures.example");
        assertThat(mvc.get().uri(page + "?lang=fr").with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains("même fichier")
                .doesNotContain("??");
        assertThat(mvc.get()
                        .uri("/items/{id}/matches/{entry}", item.value(), Long.MAX_VALUE)
                        .with(user(analyst)))
                .hasStatus(409);
    }

    @ParameterizedTest(name = "near up to {0}, at {1} in a video, notifying {2}: {3}")
    @CsvSource({"31, 12, true, FRAMES", "31, 12, false, NO_CLIP", "-1, 12, false, FRAMES_HELD", "11, 12, false, TOO_FAR"
    })
    void framesOfAVideoSayWhereTheyMatched(int near, int distance, boolean notifies, String because) {
        HashList list = load("Known", ListKind.MATCH, "pdq", "csam");
        policy(list, new ListPolicy(true, near));
        clock.advance(Duration.ofMinutes(1));
        HashEntry entry = entry(list);
        ItemId item = sighted(new ItemMatch(
                list.id(),
                list.name().text(),
                entry.id(),
                entry.hash(),
                ItemMatch.Kind.NEAR,
                distance,
                entry.materialClass(),
                notifies,
                List.of(new Stretch(12, 18.5, 13), new Stretch(605.25, 605.25, 1))));

        assertThat(in(() -> reading.why(item, entry.id(), TEST)).because()).isEqualTo(because);
        String page = "/items/%s/matches/%d".formatted(item.value(), entry.id().value());
        assertThat(mvc.get().uri(page).with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains("It is a ", "0:12.0\u20130:18.5 (13 frames)", "10:05.2 (one frame)")
                .doesNotContain("??");
        assertThat(mvc.get().uri(page + "?lang=fr").with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains("13 images)", "une image)")
                .doesNotContain("??");
    }

    @ParameterizedTest(name = "near up to {0}, notifying {1}: {2}")
    @CsvSource({"31, true, VIDEO", "-1, false, VIDEO_HELD", "11, false, VIDEO_TOO_FAR"})
    void aKnownVideoSaysWhatBothShare(int near, boolean notifies, String because) {
        HashList list = video("Known videos");
        policy(list, new ListPolicy(true, near));
        clock.advance(Duration.ofMinutes(1));
        HashEntry entry = entry(list);
        var overlap = new VideoOverlap(
                12.345, 98.76, List.of(new Clip(12, 18.5, 0.5, 7, 13), new Clip(605.25, 606, 9, 9.75, 3)));
        ItemId item = sighted(new ItemMatch(
                list.id(),
                list.name().text(),
                entry.id(),
                entry.hash(),
                ItemMatch.Kind.NEAR,
                12,
                entry.materialClass(),
                notifies,
                overlap.stretches(),
                Optional.of(overlap)));

        MatchWhy why = in(() -> reading.why(item, entry.id(), TEST));
        assertThat(why.because()).isEqualTo(because);
        assertThat(why.match().overlap().orElseThrow().clips()).isEqualTo(overlap.clips());
        assertThat(why.match().overlap().orElseThrow().queryPercent())
                .as("to a hundredth")
                .isEqualTo(12.35);
        String page = "/items/%s/matches/%d".formatted(item.value(), entry.id().value());
        assertThat(mvc.get().uri(page).with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains(
                        "shares frames with a known video",
                        "99% of the frames of the known video, and 12%",
                        "0:12.0\u20130:18.5, in the known video 0:00.5\u20130:07.0 (13 frames)",
                        "10:05.2\u201310:06.0, in the known video 0:09.0\u20130:09.7 (3 frames)")
                .doesNotContain("??");
        assertThat(mvc.get().uri(page + "?lang=fr").with(user(analyst)))
                .hasStatusOk()
                .bodyText()
                .contains("dans la vidéo connue 0:00.5", "13 images)")
                .doesNotContain("??");
    }

    private HashList video(String name) {
        List<VideoFrame> frames = List.of(
                new VideoFrame(0, new Pdq(1, 2, 3, 4), 90, 0),
                new VideoFrame(1, new Pdq(5, 6, 7, 8), 90, 1),
                new VideoFrame(2, new Pdq(9, 10, 11, 12), 90, 2));
        return in(() -> {
            try {
                lists.importFrom(
                        new ListName(name),
                        reader -> reader.entry(
                                new ListEntry(1, FrameList.name(frames), "csam", "Partner", "").withFrames(1, frames)),
                        ImportOptions.by(TEST));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lists.find(new ListName(name)).orElseThrow();
        });
    }

    private ItemId matched(HashList list, HashEntry entry, int distance) {
        ListPolicy policy = in(() -> lists.get(list.id())).policy();
        boolean isExact = entry.hash().algorithm().isExact();
        boolean mayNotify = isExact
                ? policy.letsExactNotify(entry.materialClass())
                : policy.letsNearNotify(entry.materialClass(), distance);
        var match = new ItemMatch(
                list.id(),
                list.name().text(),
                entry.id(),
                entry.hash(),
                isExact ? ItemMatch.Kind.EXACT : ItemMatch.Kind.NEAR,
                distance,
                entry.materialClass(),
                mayNotify);
        return sighted(match);
    }

    private ItemId sighted(ItemMatch match) {
        CanonicalAddress address = CanonicalAddress.parse("http://pictures.example/1.png");
        return in(() -> items.sighted(new Sighting(
                org, address, address.host(), "192.0.2.7", null, PICTURE, List.of(match), clock.instant())));
    }

    private HashEntry entry(HashList list) {
        return in(() -> lists.entriesBefore(list.id(), new EntryId(Long.MAX_VALUE)))
                .getFirst();
    }

    private void policy(HashList list, ListPolicy policy) {
        CurrentOrganisation.as(org, () -> lists.setPolicy(list.id(), policy, TEST));
    }

    private HashList load(String name, ListKind kind, String algorithm, String materialClass) {
        String csv = """
                algorithm,hash,class,source,source_id,classifier,affirmed,refuted
                %s,%s,%s,Partner,entry-77,Analyst 7,3,1
                """.formatted(algorithm, PICTURE.sha256().hex(), materialClass);
        return in(() -> {
            try {
                lists.importCsv(
                        new ListName(name),
                        new ByteArrayInputStream(csv.getBytes(UTF_8)),
                        ImportOptions.by(TEST).into(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lists.find(new ListName(name)).orElseThrow();
        });
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(org, work);
    }
}

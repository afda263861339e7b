package org.vigie.retromatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.item.DismissalReason;
import org.vigie.item.FindingService;
import org.vigie.item.Item;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.Sealer;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** What the crawl saw is written as the crawl writes it; lists, items and the database are real. */
@VigieTest
class RetroMatchTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName LIST = new ListName("Known since");

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private HashListService lists;

    @Autowired
    private RetroMatchRunner runner;

    @Autowired
    private RetroMatchService rounds;

    @Autowired
    private FindingService findings;

    @Autowired
    private ItemService items;

    @Autowired
    private ItemDecisionService decisions;

    @Autowired
    private Sealer sealer;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    @Autowired
    private MockMvcTester mvc;

    private OrgId org;
    private MediaHashes picture;
    private CanonicalAddress address;
    private Instant seenAt;

    @BeforeEach
    void aPictureThatWasSeenBeforeAnyListHadIt() {
        org = fixtures.organisation("Retro-matching");
        picture = picture();
        address = CanonicalAddress.parse("http://pictures.example/%s.png".formatted(UUID.randomUUID()));
        seenAt = clock.instant();
        media(picture);
        seen(org, picture, address);
        clock.advance(Duration.ofDays(30));
    }

    @Test
    void whatWasSeenBecomesAnItemThatIsLookedAtAgainWhenAListHasIt() {
        HashList list = load("sha1," + picture.sha1().hex() + ",csam,test,");
        go(list);

        Item item = item().orElseThrow();
        assertThat(item.state()).isEqualTo(ItemState.MATCHED);
        assertThat(item.firstSeen()).isEqualTo(seenAt);
        assertThat(item.stateSince()).isAfter(seenAt.plus(Duration.ofDays(29)));
        assertThat(looksAwaited(item)).isOne();
        assertThat(in(() -> rounds.progress(list.id())).orElseThrow().found()).isOne();
    }

    @Test
    void nearMatchesAreFoundToo() {
        HashList list = load("pdq," + near(picture, 20) + ",csam,test,");
        go(list);

        assertThat(in(() -> items.matches(item().orElseThrow().id())))
                .extracting(ItemMatch::kind, ItemMatch::distance)
                .containsExactly(tuple(ItemMatch.Kind.NEAR, 20));
    }

    @Test
    void goingOverItAgainAddsNothing() {
        HashList list = load("md5," + picture.md5().hex() + ",csam,test,");
        go(list);
        Item before = item().orElseThrow();

        in(() -> {
            rounds.ask(list.id());
            return true;
        });
        go(list);

        assertThat(item()).contains(before);
        assertThat(in(() -> rounds.progress(list.id())).orElseThrow().found()).isZero();
    }

    @Test
    void aDismissedItemIsReopenedByAnotherEntryOnly() {
        HashList list = load("md5," + picture.md5().hex() + ",csam,test,");
        go(list);
        Item item = item().orElseThrow();
        in(() -> {
            decisions.dismissed(item.id(), TEST, DismissalReason.WRONG_MATCH, "It is a landscape.");
            return true;
        });

        go(load("md5," + picture.md5().hex() + ",csam,another source,"));
        assertThat(item().orElseThrow().state()).isEqualTo(ItemState.DISMISSED);

        go(load("sha256," + picture.sha256().hex() + ",csam,test,"));
        assertThat(item().orElseThrow().state()).isEqualTo(ItemState.MATCHED);
        assertThat(item().orElseThrow().spell()).isEqualTo(2);
    }

    @Test
    void anItemThatIsGoneIsNotBackByThis() {
        HashList list = load("md5," + picture.md5().hex() + ",csam,test,");
        go(list);
        Item item = item().orElseThrow();
        in(() -> {
            items.confirmed(item.id(), clock.instant());
            items.gone(item.id(), clock.instant(), clock.instant().plusSeconds(60));
            return true;
        });

        go(load("sha256," + picture.sha256().hex() + ",csam,test,"));

        assertThat(item().orElseThrow().state()).isEqualTo(ItemState.GONE);
        assertThat(in(() -> items.matches(item.id()))).hasSize(2);
    }

    @Test
    void whatANegativeListStopsNoMoreIsFound() {
        HashList negative = load(
                new ListName("Benign"),
                ListKind.NEGATIVE,
                "sha256",
                picture.sha256().hex());
        go(load("md5," + picture.md5().hex() + ",csam,test,"));
        assertThat(item()).isEmpty();

        in(() -> {
            lists.withdraw(
                    lists.entry(negative.id(), picture.sha256()).orElseThrow().id(), "It was listed by mistake.", TEST);
            return true;
        });
        go(negative);

        assertThat(item()).isPresent();
    }

    @Test
    void whatAnotherOrganisationSawIsTheirs() {
        OrgId other = fixtures.organisation("Elsewhere");
        HashList list =
                CurrentOrganisation.as(other, () -> load("md5," + picture.md5().hex() + ",csam,test,"));

        CurrentOrganisation.as(other, () -> go(list));

        assertThat(CurrentOrganisation.as(other, () -> findings.at(address))).isEmpty();
        assertThat(item()).isEmpty();
    }

    @Test
    void whatIsSeenWhileTheRoundGoesIsFoundByTheLateLook() {
        HashList list = load("md5," + "0".repeat(31) + "1,csam,test,");
        run(list);
        // a fetch that matched with the lists of a moment before, and ended behind the round
        MediaHashes late = picture();
        CanonicalAddress elsewhere = CanonicalAddress.parse(
                "http://pictures.example/%s.png".formatted(late.md5().hex()));
        in(() -> db.sql("update hash_entry set hash = :hash, changed_in = pg_current_xact_id() where list_id = :list")
                .param("hash", late.md5().bytes())
                .param("list", list.id().value())
                .update());
        media(late);
        seen(org, late, elsewhere);
        run(list);
        assertThat(in(() -> findings.at(elsewhere))).as("too early for it").isEmpty();

        clock.advance(Duration.ofMinutes(5));
        run(list);

        assertThat(in(() -> findings.at(elsewhere))).isPresent();
        assertThat(in(() -> rounds.progress(list.id())).orElseThrow().finishedAt())
                .isPresent();
    }

    @Test
    void theListsPageSaysHowFarItHasCome() {
        HashList list = load("md5," + picture.md5().hex() + ",csam,test,");
        assertThat(page(list, "en")).contains("being compared with this list: 0% done");
        go(list);
        assertThat(page(list, "en")).contains("was compared with this list", "1 items made");
        assertThat(page(list, "fr")).contains("a été comparé").doesNotContain("??");
    }

    private String page(HashList list, String language) {
        var keeper = new SignedIn(UUID.randomUUID(), org, Set.of(Role.LIST_KEEPER), "Camille");
        return new String(
                mvc.get()
                        .uri("/lists/{id}?lang={language}", list.id().value(), language)
                        .with(user(keeper))
                        .exchange()
                        .getResponse()
                        .getContentAsByteArray(),
                UTF_8);
    }

    private void go(HashList list) {
        run(list);
        clock.advance(Duration.ofMinutes(5));
        run(list);
    }

    private void run(HashList list) {
        inOrg(() -> {
            runner.handle(list.id().value());
            return true;
        });
    }

    private Optional<Item> item() {
        return in(() -> findings.at(address));
    }

    private long looksAwaited(Item item) {
        return in(() -> db.sql("select count(*) from recheck where item_id = :item and awaited is not null")
                .param("item", item.id().value())
                .query(Long.class)
                .single());
    }

    private HashList load(String line) {
        String[] fields = line.split(",", -1);
        return load(LIST, ListKind.MATCH, fields[0], fields[1], fields[3]);
    }

    private HashList load(ListName name, ListKind kind, String algorithm, String hash) {
        return load(name, kind, algorithm, hash, "test");
    }

    private HashList load(ListName name, ListKind kind, String algorithm, String hash, String source) {
        String csv = "algorithm,hash,class,source,note\n%s,%s,csam,%s,\n".formatted(algorithm, hash, source);
        return inOrg(() -> {
            try {
                lists.importCsv(
                        name,
                        new ByteArrayInputStream(csv.getBytes(UTF_8)),
                        ImportOptions.by(TEST).into(kind));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return lists.find(name).orElseThrow();
        });
    }

    private void media(MediaHashes media) {
        new SeenSamples(db, sealer, clock).media(media);
    }

    private void seen(OrgId by, MediaHashes media, CanonicalAddress at) {
        new SeenSamples(db, sealer, clock).seen(by, media, at);
    }

    private static MediaHashes picture() {
        String digits = HexFormat.of().toHexDigits(UUID.randomUUID().getMostSignificantBits())
                + HexFormat.of().toHexDigits(UUID.randomUUID().getLeastSignificantBits());
        return new MediaHashes(
                new HashValue(HashAlgorithm.MD5, digits),
                new HashValue(HashAlgorithm.SHA1, digits + "0".repeat(8)),
                new HashValue(HashAlgorithm.SHA256, digits.repeat(2)),
                Pdq.parse(digits.repeat(2)),
                90);
    }

    private static String near(MediaHashes media, int bits) {
        return SeenSamples.turned(java.util.Objects.requireNonNull(media.pdq()), bits)
                .hex();
    }

    private <T> T in(Supplier<T> work) {
        return inOrg(() -> transaction.execute(status -> work.get()));
    }

    private <T> T inOrg(Supplier<T> work) {
        return CurrentOrganisation.get().isPresent() ? work.get() : CurrentOrganisation.as(org, work);
    }
}

package org.vigie.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.crawl.LookDone;
import org.vigie.crawl.LookId;
import org.vigie.crawl.LookKind;
import org.vigie.crawl.LookOutcome;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListName;
import org.vigie.item.Item;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.ItemState;
import org.vigie.item.Sighting;
import org.vigie.item.Spell;
import org.vigie.match.Match;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Looks are told as the crawl tells them; lists, items and the database are real. */
@VigieTest
class RecheckServiceTest {
    private static final AuditActor PERSON = AuditActor.person(UUID.randomUUID());
    private static final Duration GAP = Duration.ofMinutes(10);
    private static final MediaHashes KNOWN = picture("ab", true);
    private static final MediaHashes OTHER = picture("cd", true);
    private static final MediaHashes OTHER_UNDECODED = picture("ef", false);

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private ItemService items;

    @Autowired
    private HashListService lists;

    @Autowired
    private MatchService matching;

    @Autowired
    private ProviderService providers;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient db;

    @Autowired
    private FakeClock clock;

    private OrgId org;
    private ListId list;
    private ItemId item;

    @BeforeEach
    void anItemThatMatchedOnce() {
        org = fixtures.organisation("Recheck tests");
        list = CurrentOrganisation.as(org, this::importList);
        CurrentOrganisation.as(org, this::importProvider);
        clock.advance(Duration.ofSeconds(1));
        item = sighted();
    }

    @Test
    void aSecondLookThatMatchesConfirms() {
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        assertThat(awaited()).isNotNull();
    }

    @Test
    void aSecondLookThatFindsSomethingElseDoesNotConfirm() {
        look(LookOutcome.PRESENT, OTHER);
        assertThat(item().state()).isEqualTo(ItemState.UNCONFIRMED);
        assertThat(awaited()).isNull();
    }

    @Test
    void aSecondLookThatFindsNothingDoesNotConfirm() {
        look(LookOutcome.MISSING, null);
        assertThat(item().state()).isEqualTo(ItemState.UNCONFIRMED);
    }

    @Test
    void aSecondLookThatSaysNothingIsRepeatedAndEndsAfterAFixedNumberOfTries() {
        for (int i = 1; i < 8; i++) {
            look(LookOutcome.UNCLEAR, null);
            assertThat(item().state()).isEqualTo(ItemState.MATCHED);
            assertThat(awaited()).isNotNull();
        }
        look(LookOutcome.UNCLEAR, null);
        assertThat(item().state()).isEqualTo(ItemState.UNCONFIRMED);
        assertThat(awaited()).isNull();
    }

    @Test
    void aPictureThatCouldNotBeDecodedContradictsNoMatch() {
        look(LookOutcome.PRESENT, OTHER_UNDECODED);
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @ParameterizedTest
    @EnumSource
    void threeSpacedMissesByContentMakeItGone(Miss miss) {
        confirm();
        Instant lastSeenUp = clock.instant();
        later(Duration.ofHours(4));
        Instant firstSeenDown = clock.instant();
        miss(miss);
        later(GAP);
        miss(miss);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(miss);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
        Spell spell = in(() -> items.spell(item));
        assertThat(spell.lastSeenUp()).isEqualTo(lastSeenUp);
        assertThat(spell.firstSeenDown()).isEqualTo(firstSeenDown);
    }

    /** Three ways of not being there. */
    enum Miss {
        NOT_FOUND,
        OTHER_PICTURE,
        BROKEN_PICTURE
    }

    @Test
    void missesThatAreTooCloseCountAsOne() {
        confirm();
        for (int i = 0; i < 6; i++) {
            later(Duration.ofMinutes(4));
            miss(Miss.NOT_FOUND);
        }
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void aLookThatSaysNothingNeitherCountsNorStartsTheCountAgain() {
        confirm();
        for (int i = 0; i < 2; i++) {
            later(GAP);
            miss(Miss.NOT_FOUND);
            later(GAP);
            look(LookOutcome.UNCLEAR, null);
        }
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void beingSeenStartsTheCountAgain() {
        confirm();
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        look(LookOutcome.PRESENT, KNOWN);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @Test
    void beingSeenByTheCrawlMeanwhileStartsTheCountAgain() {
        confirm();
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(Duration.ofMinutes(5));
        sighted();
        later(Duration.ofMinutes(5));
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
        later(GAP);
        miss(Miss.NOT_FOUND);
        later(GAP);
        miss(Miss.NOT_FOUND);
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void whatComesBackBeginsANewSpellThatIsConfirmedAnew() {
        gone();
        later(Duration.ofDays(2));
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
        assertThat(item().spell()).isEqualTo(2);
        later(Duration.ofMinutes(1));
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @Test
    void whatStaysGoneIsLookedAtForALongTimeAndThenNoMore() {
        gone();
        for (int month = 0; month < 14 && awaited() != null; month++) {
            later(Duration.ofDays(30));
            miss(Miss.NOT_FOUND);
        }
        assertThat(awaited()).isNull();
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void anEntryThatIsWithdrawnIsNoRemoval() {
        confirm();
        CurrentOrganisation.as(org, () -> {
            EntryId entry = lists.entry(list, KNOWN.sha256()).orElseThrow().id();
            lists.withdraw(entry, "recalled", PERSON);
        });
        for (int i = 0; i < 4; i++) {
            later(GAP);
            look(LookOutcome.PRESENT, KNOWN);
        }
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    @Test
    void anAnswerThatComesTwiceOrTooLateSaysNothing() {
        LookId first = awaited();
        look(LookOutcome.UNCLEAR, null);
        tell(first, LookKind.CONFIRM, LookOutcome.MISSING, null);
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
    }

    @Test
    void anotherOrganisationCannotAnswer() {
        LookId look = awaited();
        OrgId other = fixtures.organisation("Recheck, another one");
        CurrentOrganisation.as(
                other,
                () -> transaction.executeWithoutResult(status -> events.publishEvent(new LookDone(
                        java.util.Objects.requireNonNull(look),
                        item,
                        LookKind.CONFIRM,
                        LookOutcome.MISSING,
                        null,
                        clock.instant()))));
        assertThat(item().state()).isEqualTo(ItemState.MATCHED);
    }

    private void confirm() {
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    private void gone() {
        confirm();
        for (int i = 0; i < 3; i++) {
            later(GAP);
            miss(Miss.NOT_FOUND);
        }
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    private void miss(Miss miss) {
        switch (miss) {
            case NOT_FOUND -> look(LookOutcome.MISSING, null);
            case OTHER_PICTURE -> look(LookOutcome.PRESENT, OTHER);
            case BROKEN_PICTURE -> look(LookOutcome.PRESENT, OTHER_UNDECODED);
        }
    }

    /** Answers the look that is awaited. */
    private void look(LookOutcome outcome, @Nullable MediaHashes hashes) {
        LookKind kind = item().state() == ItemState.MATCHED ? LookKind.CONFIRM : LookKind.RECHECK;
        tell(awaited(), kind, outcome, hashes);
    }

    private void tell(@Nullable LookId look, LookKind kind, LookOutcome outcome, @Nullable MediaHashes hashes) {
        assertThat(look).isNotNull();
        in(() -> {
            events.publishEvent(
                    new LookDone(java.util.Objects.requireNonNull(look), item, kind, outcome, hashes, clock.instant()));
            return true;
        });
    }

    private @Nullable LookId awaited() {
        return in(() -> db.sql("select awaited from recheck where item_id = :item and awaited is not null")
                        .param("item", item.value())
                        .query(UUID.class)
                        .optional())
                .map(LookId::new)
                .orElse(null);
    }

    private Item item() {
        return in(() -> items.get(item));
    }

    private ItemId sighted() {
        return in(() -> {
            CanonicalAddress address = CanonicalAddress.parse("http://pictures.example/1.png");
            List<ItemMatch> found = matching.match(org, KNOWN).stream()
                    .map(RecheckServiceTest::itemMatch)
                    .toList();
            return items.sighted(
                    new Sighting(org, address, address.host(), "127.0.0.1", null, KNOWN, found, clock.instant()));
        });
    }

    private static ItemMatch itemMatch(Match match) {
        return new ItemMatch(
                match.list(),
                match.listName(),
                new EntryId(match.entry()),
                match.entryHash(),
                ItemMatch.Kind.valueOf(match.kind().name()),
                match.distance(),
                match.materialClass(),
                match.mayNotify());
    }

    /** The lists in memory age with the clock and are read again by themselves. */
    private void later(Duration by) {
        clock.advance(by);
        await().atMost(Duration.ofSeconds(20)).until(() -> matching.status().isFresh());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(org, () -> transaction.execute(status -> work.get()));
    }

    private ListId importList() {
        String csv =
                "algorithm,hash,class,source,note\nsha256," + KNOWN.sha256().hex() + ",CSAM,test,\n";
        try {
            return lists.importCsv(
                            new ListName("Recheck list"),
                            new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                            ImportOptions.by(PERSON))
                    .list();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void importProvider() {
        String csv = "provider,host,email,language\nPictures,pictures.example,abuse@pictures.example,en\n";
        try {
            providers.importCsv(
                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                    "test",
                    ContactTrust.APPROVED,
                    PERSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MediaHashes picture(String digit, boolean decoded) {
        return new MediaHashes(
                new HashValue(HashAlgorithm.MD5, digit.repeat(16)),
                new HashValue(HashAlgorithm.SHA1, digit.repeat(20)),
                new HashValue(HashAlgorithm.SHA256, digit.repeat(32)),
                decoded ? Pdq.parse(digit.repeat(32)) : null,
                decoded ? 90 : 0);
    }
}

package org.vigie.recheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
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
import org.vigie.match.Match;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Looks are told as the crawl tells them; lists, items and the database are real. */
@VigieTest
abstract class RecheckTestBase {
    static final AuditActor PERSON = AuditActor.person(UUID.randomUUID());
    static final Duration GAP = Duration.ofMinutes(10);
    static final MediaHashes KNOWN = picture("ab", true);
    static final MediaHashes OTHER = picture("cd", true);
    static final MediaHashes OTHER_UNDECODED = picture("ef", false);

    @Autowired
    Fixtures fixtures;

    @Autowired
    ItemService items;

    @Autowired
    HashListService lists;

    @Autowired
    MatchService matching;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    @Autowired
    FakeClock clock;

    OrgId org;
    ListId list;
    ItemId item;

    @BeforeEach
    void anItemThatMatchedOnce() {
        org = fixtures.organisation("Recheck tests");
        list = CurrentOrganisation.as(org, this::importList);
        fixtures.provider(org, "pictures.example");
        clock.advance(Duration.ofSeconds(1));
        item = sighted();
    }

    /** Three ways of not being there. */
    enum Miss {
        NOT_FOUND,
        OTHER_PICTURE,
        BROKEN_PICTURE
    }

    void confirm() {
        look(LookOutcome.PRESENT, KNOWN);
        assertThat(item().state()).isEqualTo(ItemState.CONFIRMED);
    }

    void gone() {
        confirm();
        for (int i = 0; i < 3; i++) {
            later(GAP);
            miss(Miss.NOT_FOUND);
        }
        assertThat(item().state()).isEqualTo(ItemState.GONE);
    }

    void miss(Miss miss) {
        switch (miss) {
            case NOT_FOUND -> look(LookOutcome.MISSING, null);
            case OTHER_PICTURE -> look(LookOutcome.PRESENT, OTHER);
            case BROKEN_PICTURE -> look(LookOutcome.PRESENT, OTHER_UNDECODED);
        }
    }

    /** Answers the look that is awaited. */
    void look(LookOutcome outcome, @Nullable MediaHashes hashes) {
        LookKind kind = item().state() == ItemState.MATCHED ? LookKind.CONFIRM : LookKind.RECHECK;
        tell(awaited(), kind, outcome, hashes);
    }

    /** Answers the look that is awaited: a picture came that we failed to decode. */
    void weFailToDecode() {
        LookKind kind = item().state() == ItemState.MATCHED ? LookKind.CONFIRM : LookKind.RECHECK;
        tell(awaited(), kind, LookOutcome.PRESENT, OTHER_UNDECODED, true);
    }

    void tell(@Nullable LookId look, LookKind kind, LookOutcome outcome, @Nullable MediaHashes hashes) {
        tell(look, kind, outcome, hashes, false);
    }

    private void tell(
            @Nullable LookId look,
            LookKind kind,
            LookOutcome outcome,
            @Nullable MediaHashes hashes,
            boolean undecodedByUs) {
        assertThat(look).isNotNull();
        in(() -> {
            events.publishEvent(new LookDone(
                    Objects.requireNonNull(look),
                    item,
                    kind,
                    outcome,
                    hashes,
                    List.of(),
                    undecodedByUs,
                    clock.instant()));
            return true;
        });
    }

    @Nullable
    LookId awaited() {
        return in(() -> db.sql("select awaited from recheck where item_id = :item and awaited is not null")
                        .param("item", item.value())
                        .query(UUID.class)
                        .optional())
                .map(LookId::new)
                .orElse(null);
    }

    Item item() {
        return in(() -> items.get(item));
    }

    ItemId sighted() {
        return in(() -> {
            CanonicalAddress address = CanonicalAddress.parse("http://pictures.example/1.png");
            List<ItemMatch> found = matching.match(org, KNOWN).stream()
                    .map(RecheckTestBase::itemMatch)
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
    void later(Duration by) {
        clock.advance(by);
        await().atMost(Duration.ofSeconds(20)).until(() -> matching.status().isFresh());
    }

    <T> T in(Supplier<T> work) {
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

    private static MediaHashes picture(String digit, boolean decoded) {
        return new MediaHashes(
                new HashValue(HashAlgorithm.MD5, digit.repeat(16)),
                new HashValue(HashAlgorithm.SHA1, digit.repeat(20)),
                new HashValue(HashAlgorithm.SHA256, digit.repeat(32)),
                decoded ? Pdq.parse(digit.repeat(32)) : null,
                decoded ? 90 : 0);
    }
}

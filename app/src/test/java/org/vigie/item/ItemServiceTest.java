package org.vigie.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Refusal;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
@Import(ItemServiceTest.Heard.class)
class ItemServiceTest {
    private static final CanonicalAddress ADDRESS = CanonicalAddress.parse("https://pictures.example/a.jpg");
    private static final CanonicalAddress PAGE = CanonicalAddress.parse("https://pages.example/gallery");
    private static final AuditActor PERSON = AuditActor.person(new UUID(0, 7));

    @Autowired
    private ItemService items;

    @Autowired
    private ItemDecisionService decisions;

    @Autowired
    private ItemReadingService reading;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @Autowired
    private JdbcClient db;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private Heard heard;

    private OrgId org = new OrgId(new UUID(0, 0));

    /** Keeps the events of items in the order in which they were published. */
    static class Heard {
        final List<Object> events = new CopyOnWriteArrayList<>();

        @EventListener
        void on(Object event) {
            if (event.getClass().getPackage().equals(ItemMatched.class.getPackage())) {
                events.add(event);
            }
        }

        List<String> names() {
            return events.stream()
                    .map(event -> event.getClass().getSimpleName())
                    .toList();
        }
    }

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Items of a test");
        fixtures.provider(org, ADDRESS.host());
        heard.events.clear();
    }

    @Test
    void theFirstSightingMakesAnItemAndTheSameAgainAddsNothing() {
        ItemId first = in(() -> items.sighted(sighting(ItemTest.exact(1))));
        ItemId second = in(() -> items.sighted(sighting(ItemTest.exact(1))));

        assertThat(second).isEqualTo(first);
        assertThat(heard.names()).containsExactly("ItemMatched");
        assertThat(in(() -> items.matches(first))).containsExactly(ItemTest.exact(1));
        assertThat(in(() -> items.address(first))).isEqualTo(ADDRESS);
        assertThat(in(() -> items.host(first))).isEqualTo("pictures.example");
        assertThat(in(() -> items.foundOn(first))).containsExactly(PAGE);
        assertThat(kinds(first)).containsExactly(ItemEvent.Kind.MATCHED);
        assertThat(acts("item.matched")).isEqualTo(1);
    }

    @Test
    void addressesAreStoredSealed() {
        ItemId id = in(() -> items.sighted(sighting(ItemTest.exact(1))));

        String stored =
                in(() -> db.sql("""
                        select encode(address_sealed, 'escape') || encode(host_sealed, 'escape') ||
                               (select string_agg(encode(page_sealed, 'escape'), '') from item_page where item_id = item.id)
                        from item where id = :id
                        """).param("id", id.value()).query(String.class).single());

        assertThat(stored).doesNotContain("example").doesNotContain("http");
    }

    @Test
    void anotherOrganisationHasAnItemOfItsOwnAndSeesNoOther() {
        ItemId mine = in(() -> items.sighted(sighting(ItemTest.exact(1))));
        OrgId other = fixtures.organisation("Another");

        ItemId theirs = in(other, () -> items.sighted(sighting(other, ItemTest.exact(1), clock.instant())));

        assertThat(theirs).isNotEqualTo(mine);
        assertThat(in(other, () -> items.find(mine))).isEmpty();
        assertThatThrownBy(() -> in(other, () -> items.address(mine))).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> in(other, () -> items.confirmed(mine, clock.instant())))
                .isInstanceOf(NoSuchElementException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> in(other, () -> items.sighted(sighting(ItemTest.exact(1)))));
    }

    @Test
    void unboundThereAreNoItems() {
        ItemId id = in(() -> items.sighted(sighting(ItemTest.exact(1))));

        Boolean found = new TransactionTemplate(transactions)
                .execute(status -> items.find(id).isPresent());
        assertThat(found).isFalse();
    }

    @Test
    void anItemGoesFromMatchToGoneAndEachStepHoldsOnce() {
        ItemId id = in(() -> items.sighted(sighting(ItemTest.exact(1))));
        Instant confirmed = later(1);
        Instant notified = later(1);
        Instant up = later(1);
        Instant down = later(1);
        for (int twice = 0; twice < 2; twice++) {
            in(() -> items.confirmed(id, confirmed));
            in(() -> items.notified(id, notified));
            in(() -> items.stillUp(id, up));
            in(() -> items.missed(id, down, MissReason.NOT_SERVED));
            in(() -> items.gone(id, up, down));
        }

        assertThat(heard.names()).containsExactly("ItemMatched", "ItemConfirmed", "ItemNotified", "ItemGone");
        assertThat(heard.events.getLast()).isEqualTo(new ItemGone(id, 1, up, down));
        assertThat(kinds(id))
                .containsExactly(
                        ItemEvent.Kind.MATCHED,
                        ItemEvent.Kind.CONFIRMED,
                        ItemEvent.Kind.NOTIFIED,
                        ItemEvent.Kind.STILL_UP,
                        ItemEvent.Kind.MISSED,
                        ItemEvent.Kind.GONE);
        Spell spell = in(() -> items.spell(id));
        assertThat(spell.confirmedAt()).isEqualTo(confirmed);
        assertThat(spell.notifiedAt()).isEqualTo(notified);
        assertThat(spell.lastSeenUp()).isEqualTo(up);
        assertThat(spell.firstSeenDown()).isEqualTo(down);
    }

    @Test
    void whatIsSeenAgainAfterItWasGoneIsANewSpellThatMustBeConfirmed() {
        ItemId id = gone();
        heard.events.clear();

        in(() -> items.stillUp(id, later(1)));

        assertThat(heard.names()).containsExactly("ItemReappeared", "ItemMatched");
        assertThat(in(() -> items.get(id)).spell()).isEqualTo(2);
        assertThat(in(() -> items.get(id)).state()).isEqualTo(ItemState.MATCHED);
        assertThat(in(() -> items.spell(id)).notifiedAt()).isNull();
        assertThat(in(() -> items.dossier(id)).matches()).containsExactly(ItemTest.exact(1));
    }

    @Test
    void aSightingOfWhatWasGoneIsAReappearanceToo() {
        ItemId id = gone();
        heard.events.clear();
        clock.advance(Duration.ofMinutes(1));

        assertThat(in(() -> items.sighted(sighting(ItemTest.exact(1))))).isEqualTo(id);

        assertThat(heard.names()).containsExactly("ItemReappeared", "ItemMatched");
    }

    @Test
    void aLookFromBeforeItWasGoneDoesNotBringItBack() {
        Instant early = clock.instant();
        ItemId id = gone();

        assertThat(in(() -> items.stillUp(id, early))).isFalse();
        assertThat(in(() -> items.get(id)).state()).isEqualTo(ItemState.GONE);
    }

    @Test
    void aHeldItemIsReleasedOnceWithWordsThatAreKeptSealed() {
        ItemId id = held();

        in(() -> decide(() -> decisions.released(id, PERSON, " Checked with the list's owner. ")));

        assertThat(in(() -> items.get(id)).state()).isEqualTo(ItemState.CONFIRMED);
        assertThat(heard.names()).endsWith("ItemHeld", "ItemReleased");
        assertThat(in(() -> reading.view(id, PERSON)).history().getFirst().words())
                .isEqualTo("Checked with the list's owner.");
        assertThat(acts("item.released")).isEqualTo(1);
        assertThatThrownBy(() -> in(() -> decide(() -> decisions.released(id, PERSON, "again"))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void aDismissedItemStaysSoForTheSameEntries() {
        ItemId id = held();
        in(() -> decide(() -> decisions.dismissed(id, PERSON, DismissalReason.WRONG_MATCH, "Not what is meant.")));

        in(() -> items.sighted(sighting(ItemTest.exact(1))));

        assertThat(in(() -> items.get(id)).state()).isEqualTo(ItemState.DISMISSED);
        assertThat(in(() -> items.confirmed(id, later(1)))).isFalse();
        assertThat(heard.names()).endsWith("ItemDismissed");
    }

    @Test
    void wordsAreNeeded() {
        ItemId id = held();

        assertThatThrownBy(() -> in(() -> decide(() -> decisions.released(id, PERSON, "  "))))
                .isInstanceOf(Refusal.class);
        assertThat(in(() -> items.get(id)).state()).isEqualTo(ItemState.HELD);
    }

    @Test
    void readingIsWrittenToTheAuditLogFirst() {
        ItemId id = held();

        var page = in(() -> reading.page(new ItemFilter(null, null, null, null), PERSON));
        in(() -> reading.view(id, PERSON));

        assertThat(page.rows()).extracting(Items.Listed::address).containsExactly("hxxps://pictures[.]example/a.jpg");
        assertThat(acts("item.listed")).isEqualTo(1);
        assertThat(acts("item.read")).isEqualTo(1);
    }

    @Test
    void theListIsReadPageByPageByStateAndReason() {
        for (int i = 0; i < ItemLimits.ITEMS_PER_PAGE + 3; i++) {
            CanonicalAddress address = CanonicalAddress.parse("https://pictures.example/%d.jpg".formatted(i));
            in(() -> items.sighted(new Sighting(
                    org,
                    address,
                    address.host(),
                    "192.0.2.1",
                    null,
                    hashes(1),
                    List.of(ItemTest.exact(1)),
                    clock.instant())));
        }

        var first = in(() -> reading.page(new ItemFilter(ItemState.MATCHED, null, null, null), PERSON));
        Item last = first.rows().getLast().item();
        var second = in(() -> reading.page(
                new ItemFilter(
                        ItemState.MATCHED, null, last.firstSeen(), last.id().value()),
                PERSON));

        assertThat(first.hasMore()).isTrue();
        assertThat(second.hasMore()).isFalse();
        var all = new ArrayList<>(first.rows());
        all.addAll(second.rows());
        assertThat(all)
                .extracting(row -> row.item().id())
                .doesNotHaveDuplicates()
                .hasSize(ItemLimits.ITEMS_PER_PAGE + 3);
        assertThat(in(() -> reading.page(new ItemFilter(null, HoldReason.NO_CONTACT, null, null), PERSON))
                        .rows())
                .isEmpty();
    }

    @Test
    void theHistoryCannotBeChangedByTheApplication() {
        ItemId id = held();

        assertThatThrownBy(() -> in(() -> db.sql("delete from item_event where item_id = :id")
                        .param("id", id.value())
                        .update()))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private ItemId held() {
        ItemId id = in(() -> items.sighted(sighting(ItemTest.exact(1))));
        in(() -> items.confirmed(id, later(1)));
        in(() -> items.held(id, HoldReason.NO_CONTACT));
        return id;
    }

    private ItemId gone() {
        ItemId id = in(() -> items.sighted(sighting(ItemTest.exact(1))));
        in(() -> items.confirmed(id, later(1)));
        in(() -> items.notified(id, later(1)));
        Instant up = later(1);
        Instant down = later(1);
        later(1);
        in(() -> items.gone(id, up, down));
        return id;
    }

    private Instant later(int minutes) {
        clock.advance(Duration.ofMinutes(minutes));
        return clock.instant();
    }

    private List<ItemEvent.Kind> kinds(ItemId id) {
        return in(() -> reading.view(id, PERSON)).history().reversed().stream()
                .map(ItemEvent::kind)
                .toList();
    }

    private int acts(String act) {
        return in(() -> db.sql("select count(*) from audit_entry where act = :act and org_id = :org")
                .param("act", act)
                .param("org", org.value())
                .query(Integer.class)
                .single());
    }

    private Sighting sighting(ItemMatch match) {
        return sighting(org, match, clock.instant());
    }

    private static Sighting sighting(OrgId org, ItemMatch match, Instant at) {
        return new Sighting(org, ADDRESS, ADDRESS.host(), "192.0.2.7", PAGE, hashes(1), List.of(match), at);
    }

    private static MediaHashes hashes(int seed) {
        return new MediaHashes(
                new HashValue(HashAlgorithm.MD5, "%032x".formatted(seed)),
                new HashValue(HashAlgorithm.SHA1, "%040x".formatted(seed)),
                new HashValue(HashAlgorithm.SHA256, "%064x".formatted(seed)),
                null,
                0);
    }

    private <T> T in(Supplier<T> work) {
        return in(org, work);
    }

    private <T> T in(OrgId bound, Supplier<T> work) {
        return CurrentOrganisation.as(bound, () -> {
            T answer = new TransactionTemplate(transactions).execute(status -> work.get());
            if (answer == null) {
                throw new IllegalStateException("no answer");
            }
            return answer;
        });
    }

    private static boolean decide(Runnable decision) {
        decision.run();
        return true;
    }
}

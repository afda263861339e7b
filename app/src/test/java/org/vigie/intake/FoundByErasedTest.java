package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.crawl.LeadForgotten;
import org.vigie.crawl.LeadId;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.MissReason;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** How long one asks what became of an item that only erased reports led to. */
@VigieTest
class FoundByErasedTest {
    @Autowired
    private ItemService items;

    @Autowired
    private FoundByErased work;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    private OrgId org;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Found by erased reports");
    }

    @Test
    void anItemThatStaysMatchedIsAskedAboutForAWhileAndIsErasedAllTheSameWhenItIsDecidedLater() {
        ItemId item = found("http://erased.example/" + UUID.randomUUID());
        forgotten(item);
        long asked = 0;
        while (isAsked(item)) {
            asked++;
            assertThat(asked).as("there is an end").isLessThanOrEqualTo(100);
            turn(item);
            clock.advance(IntakeLimits.UNDECIDED_PAUSE);
        }
        assertThat(asked)
                .isEqualTo(IntakeLimits.UNDECIDED_ASKED_FOR.toDays() / IntakeLimits.UNDECIDED_PAUSE.toDays() + 1);
        assertThat(isErased(item)).isFalse();
        assertThat(noted(item)).isEqualTo(1);

        in(() -> items.unconfirmed(item, MissReason.NOT_SERVED, clock.instant()));

        assertThat(isAsked(item)).isTrue();
        turn(item);
        assertThat(isErased(item)).isTrue();
        assertThat(noted(item)).isZero();
        assertThat(isAsked(item)).isFalse();
    }

    @Test
    void whatIsConfirmedMeanwhileIsOursAndForgottenHere() {
        ItemId item = found("http://erased.example/" + UUID.randomUUID());
        forgotten(item);
        turn(item);
        assertThat(noted(item)).isEqualTo(1);

        in(() -> items.confirmed(item, clock.instant()));
        turn(item);

        assertThat(isErased(item)).isFalse();
        assertThat(noted(item)).isZero();
        assertThat(isAsked(item)).isFalse();
    }

    @Test
    void whatWasConfirmedBeforeAndIsLookedAtAnewIsOurs() {
        String address = "http://erased.example/" + UUID.randomUUID();
        ItemId item = found(address);
        in(() -> items.confirmed(item, clock.instant()));
        in(() -> items.gone(item, clock.instant(), clock.instant()));
        clock.advance(IntakeLimits.UNDECIDED_PAUSE);
        assertThat(found(address)).isEqualTo(item);

        forgotten(item);
        turn(item);

        assertThat(isAsked(item)).isFalse();
        assertThat(noted(item)).isZero();
    }

    @Test
    void nobodyAsksAboutOtherItems() {
        ItemId item = found("http://erased.example/" + UUID.randomUUID());
        in(() -> items.unconfirmed(item, MissReason.NOT_SERVED, clock.instant()));
        assertThat(isAsked(item)).isFalse();
    }

    private void forgotten(ItemId item) {
        in(() -> {
            events.publishEvent(new LeadForgotten(new LeadId(UUID.randomUUID()), List.of(item)));
            return item;
        });
    }

    /** As the queue does it: whoever asks again while it is worked on leaves a row. */
    private void turn(ItemId item) {
        in(() -> db.sql("delete from work where kind = :kind and subject = :item")
                .param("kind", FoundByErased.KIND)
                .param("item", item.value())
                .update());
        CurrentOrganisation.inAllCompartments(org, () -> work.handle(item.value()));
    }

    private boolean isAsked(ItemId item) {
        return count("select count(*) from work where kind = '%s' and subject = '%s'"
                        .formatted(FoundByErased.KIND, item))
                == 1;
    }

    private long noted(ItemId item) {
        return count("select count(*) from erased_find where item_id = '%s'".formatted(item));
    }

    private boolean isErased(ItemId item) {
        return count("select count(*) from item where id = '%s' and address_sealed is null".formatted(item)) == 1;
    }

    private long count(String sql) {
        return in(() -> db.sql(sql).query(Long.class).single());
    }

    private ItemId found(String address) {
        var hash = new HashValue(HashAlgorithm.SHA256, "ab".repeat(32));
        var match = new ItemMatch(
                new ListId(UUID.randomUUID()),
                "List",
                new EntryId(1),
                hash,
                ItemMatch.Kind.EXACT,
                0,
                MaterialClass.CSAM,
                true);
        return in(() -> items.sighted(new Sighting(
                org,
                CanonicalAddress.parse(address),
                "erased.example",
                "192.0.2.1",
                null,
                new MediaHashes(
                        new HashValue(HashAlgorithm.MD5, "ab".repeat(16)),
                        new HashValue(HashAlgorithm.SHA1, "ab".repeat(20)),
                        hash,
                        null,
                        0),
                List.of(match),
                clock.instant())));
    }

    private <T> T in(Supplier<T> task) {
        return CurrentOrganisation.inAllCompartments(org, () -> transaction.execute(status -> task.get()));
    }
}

package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.receipt.ReceiptCode;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.DismissalReason;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.MissReason;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.VigieTest;

/** Of what has been at an address, a receipt tells what was up since its report, and no more. */
@VigieTest
class RemovedSinceTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration LONG = Duration.ofDays(3);

    @Autowired
    private PublicDoor door;

    @Autowired
    private ItemService items;

    @Autowired
    private ItemDecisionService decisions;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private FakeClock clock;

    private CanonicalAddress reported = address();

    @BeforeEach
    void anAddressThatNobodyKnows() {
        reported = address();
    }

    @Test
    void whatIsRemovedAfterTheReportIsTold() {
        var code = report();
        removed(notified(at(reported, null)));

        assertThat(stageLater(code)).isEqualTo(Stage.REMOVED);
    }

    @Test
    void anAddressThatWasDeadBeforeAnswersLikeOneThatNobodyKnew() {
        removed(notified(at(reported, null)));
        clock.advance(LONG);

        assertThat(stageLater(report())).isEqualTo(Stage.CHECKED);
    }

    @Test
    void whatWasLastSeenUpBeforeTheReportSaysNothingEither() {
        var item = notified(at(reported, null));
        clock.advance(Duration.ofHours(1));
        var code = report();
        in(() -> items.gone(item, in(() -> items.spell(item)).lastSeenUp(), clock.instant()));

        assertThat(stageLater(code)).isEqualTo(Stage.CHECKED);
    }

    @Test
    void whatWasNeverAskedForHidesNoRemoval() {
        var code = report();
        var unconfirmed = at(address(), reported);
        in(() -> items.unconfirmed(unconfirmed, MissReason.NOT_SERVED, clock.instant()));
        var dismissed = at(address(), reported);
        in(() -> {
            decisions.dismissed(dismissed, AuditActor.person(new UUID(0, 7)), DismissalReason.OTHER, "A pattern.");
            return true;
        });
        removed(notified(at(address(), reported)));

        assertThat(stageLater(code)).isEqualTo(Stage.REMOVED);
    }

    @Test
    void whatIsStillUpDoes() {
        var code = report();
        removed(notified(at(address(), reported)));
        notified(at(address(), reported));

        assertThat(stageLater(code)).isEqualTo(Stage.CHECKED);
    }

    private ReceiptCode report() {
        var token = "token " + NUMBERS.incrementAndGet();
        return door.report(new PublicDoor.Form(reported, "", Locale.ENGLISH, token, "192.0.2.20"));
    }

    private @Nullable Stage stageLater(ReceiptCode code) {
        clock.advance(LONG);
        return door.stage(code.text(), "192.0.2.20").orElse(null);
    }

    private static CanonicalAddress address() {
        return CanonicalAddress.parse("http://since.example/" + NUMBERS.incrementAndGet());
    }

    private ItemId at(CanonicalAddress address, @Nullable CanonicalAddress page) {
        int seed = NUMBERS.incrementAndGet();
        var md5 = new HashValue(HashAlgorithm.MD5, "%032x".formatted(seed));
        var match = new ItemMatch(
                new ListId(new UUID(1, 1)),
                "Patterns",
                new EntryId(seed),
                md5,
                ItemMatch.Kind.EXACT,
                0,
                MaterialClass.CSAM,
                true);
        var hashes = new MediaHashes(
                md5,
                new HashValue(HashAlgorithm.SHA1, "%040x".formatted(seed)),
                new HashValue(HashAlgorithm.SHA256, "%064x".formatted(seed)),
                null,
                0);
        var sighting = new Sighting(
                organisations.hotline(),
                address,
                address.host(),
                "192.0.2.7",
                page,
                hashes,
                List.of(match),
                clock.instant());
        return in(() -> items.sighted(sighting));
    }

    private ItemId notified(ItemId item) {
        in(() -> items.confirmed(item, clock.instant()));
        in(() -> items.notified(item, clock.instant()));
        return item;
    }

    private void removed(ItemId item) {
        var up = clock.instant();
        clock.advance(Duration.ofHours(1));
        assertThat(in(() -> items.gone(item, up, clock.instant()))).isTrue();
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(organisations.hotline(), work);
    }
}

package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditVerification;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
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
import org.vigie.retention.RetentionService;
import org.vigie.retention.RuleSample;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;
import org.vigie.work.WorkHandler;

/** What an erased report leaves: to others who reported the same, in what was found, and in the audit log. */
@VigieTest
@Import(ReportSamples.class)
class ErasedReportTest {
    @Autowired
    private ReportSamples samples;

    @Autowired
    private IntakeService intake;

    @Autowired
    private RetentionService retention;

    @Autowired
    private ItemService items;

    @Autowired
    private AuditVerification verification;

    @Autowired
    private List<WorkHandler> handlers;

    @Autowired
    private DayEnd dayEnd;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    private OrgId org;
    private CanonicalAddress address;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Erased reports");
        address = CanonicalAddress.parse("http://erased.example/" + UUID.randomUUID());
    }

    @Test
    void whoJoinedAReportThatWaitedHasTheAddressFetchedAllTheSame() {
        Report first = report();
        Report second = report();
        Report third = report();
        assertThat(fetching(second)).isEqualTo("JOINED");

        erase(first);

        assertThat(fetching(first)).isEqualTo("ERASED");
        assertThat(fetching(second)).isEqualTo("WAITING");
        assertThat(fetching(third)).isEqualTo("JOINED");
        assertThat(count("select count(*) from work where kind = 'intake.fetch' and subject = '%s'"
                        .formatted(second.incident())))
                .isEqualTo(1);
        erase(second);
        assertThat(fetching(third)).isEqualTo("WAITING");
        erase(third);
        assertThat(count("select count(*) from incident where fetching <> 'ERASED'"))
                .isZero();
    }

    @Test
    void aCrawlThatAnErasedReportBeganGoesOnForOthersAndIsForgottenWithTheLast() {
        Report first = report();
        Report second = report();
        UUID lead = fetched(first);

        erase(first);

        assertThat(subject(lead)).isEqualTo(second.incident());
        assertThat(fetching(second)).isEqualTo("JOINED");
        assertThat(count("select count(*) from visit where lead_id = '%s' and state = 'QUEUED'".formatted(lead)))
                .isEqualTo(1);
        erase(second);
        work("crawl.forget", lead);
        assertThat(subject(lead)).isEqualTo(lead);
        assertThat(count("select count(*) from visit where lead_id = '%s'".formatted(lead)))
                .isZero();
        assertThat(count("select count(*) from url_seen where lead_id = '%s'".formatted(lead)))
                .isZero();
    }

    @Test
    void nothingLeadsFromWhatWasFoundToWhoReportedItWhenAndWhat() throws SQLException {
        Report report = report();
        UUID lead = fetched(report);
        ItemId item = found(lead);
        in(() -> items.confirmed(item, clock.instant()));
        assertThat(count("select items from stat_report where report_id = '%s'".formatted(report.id())))
                .isEqualTo(1);

        erase(report);
        work("crawl.forget", lead);
        work("intake.found-by-erased", item.value());

        assertThat(in(() -> items.address(item))).isNotNull(); // our own record of a removal
        assertThat(count("select items from stat_report where report_id = '%s'".formatted(report.id())))
                .isZero();
        assertThat(count("select count(*) from report where id = '%s' and receipt_mac is null".formatted(report.id())))
                .isEqualTo(1);
        assertThat(count("""
                select count(*) from incident where id = '%s' and address_mac is null and host_mac is null
                  and started_at is null and received_at = date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC'
                """.formatted(report.incident()))).isEqualTo(1);
        assertThat(count("select count(*) from visit where found_item = '%s'".formatted(item)))
                .isZero();
        assertThat(count("select count(*) from audit_entry where subjects && array['%s', '%s']"
                        .formatted(report.incident(), lead)))
                .isZero();
        assertThat(count("select count(*) from audit_entry where act = 'crawl.started' and burnt_by is not null"))
                .isEqualTo(1);
        AuditVerification.Report verified = verification.verify();
        assertThat(verified.faults()).isEmpty();
        assertThat(verified.burnt()).isPositive();
    }

    @Test
    void whatNothingCameOfIsErasedWithTheReportThatLedToIt() {
        Report report = report();
        UUID lead = fetched(report);
        ItemId item = found(lead);
        erase(report);
        work("crawl.forget", lead);
        work("intake.found-by-erased", item.value());
        assertThat(isErased(item)).isFalse(); // a look is still awaited

        in(() -> items.unconfirmed(item, MissReason.NOT_SERVED, clock.instant()));
        work("intake.found-by-erased", item.value());

        assertThat(isErased(item)).isTrue();
        assertThat(count("select count(*) from item_page where item_id = '%s'".formatted(item)))
                .isZero();
    }

    @Test
    void whatAnotherReportNamesTooIsNotErased() {
        Report report = report();
        UUID lead = fetched(report);
        ItemId item = found(lead);
        in(() -> items.unconfirmed(item, MissReason.NOT_SERVED, clock.instant()));
        erase(report);
        work("crawl.forget", lead);
        report();

        work("intake.found-by-erased", item.value());

        assertThat(isErased(item)).isFalse();
    }

    @Test
    void closedItemsEndByARuleOfTheirOwnUnlessTheyAreHeld() {
        ItemId closed = found(fetched(report()));
        address = CanonicalAddress.parse("http://erased.example/" + UUID.randomUUID());
        ItemId held = found(fetched(report()));
        for (ItemId item : List.of(closed, held)) {
            in(() -> items.confirmed(item, clock.instant()));
            in(() -> items.gone(item, clock.instant(), clock.instant()));
        }
        in(() -> {
            retention.hold("ITEM", held.toString(), "Court order", UUID.randomUUID());
            return true;
        });
        clock.advance(Duration.ofDays(100));
        var rules = new RuleSample(retention, db, transaction);
        assertThat(in(() -> rules.night("ITEM"))).containsExactly(0, 0);
        in(() -> rules.set("ITEM", 90, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));

        assertThat(in(() -> rules.night("ITEM"))).containsExactly(1, 1);
        assertThat(isErased(closed)).isTrue();
        assertThat(isErased(held)).isFalse();
        assertThat(count("select count(*) from visit where item_id = '%s'".formatted(closed)))
                .isZero();
        assertThat(count("select count(*) from recheck where item_id = '%s' and awaited is null".formatted(closed)))
                .isEqualTo(1);
    }

    @Test
    void exactTimesFromBeforeAreForgottenThoughNobodyReportsAnyMore() {
        Report report = report();
        fetched(report);
        clock.advance(Duration.ofDays(10));
        in(() -> db.sql("delete from work where kind = 'intake.day-end' and org_id = :org")
                .param("org", org.value())
                .update());

        dayEnd.plan();

        assertThat(count("select count(*) from work where kind = 'intake.day-end' and subject = '%s'".formatted(org)))
                .isEqualTo(1);
        work("intake.day-end", org.value());
        assertThat(count("""
                select count(*) from incident
                where received_at <> date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC'
                   or started_at <> date_trunc('day', started_at at time zone 'UTC') at time zone 'UTC'
                """)).isZero();
    }

    private Report report() {
        return in(() -> {
            samples.report(address.text(), "words");
            return intake.page(Long.MAX_VALUE).getFirst();
        });
    }

    private UUID fetched(Report report) {
        return in(() -> {
            intake.fetch(report.incident(), address);
            return db.sql("select id from lead where subject = :subject")
                    .param("subject", report.incident())
                    .query(UUID.class)
                    .single();
        });
    }

    /** An item on the reported page, as the lead's only visit found it. */
    private ItemId found(UUID lead) {
        return in(() -> {
            ItemId item = items.sighted(sighting());
            db.sql("""
                    update visit set state = 'ENDED', reason = 'PICTURE', ended_at = now(), found_item = :item
                    where lead_id = :lead
                    """).param("item", item.value()).param("lead", lead).update();
            db.sql("update lead set finished_at = started_at where id = :lead")
                    .param("lead", lead)
                    .update();
            return item;
        });
    }

    private Sighting sighting() {
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
        return new Sighting(
                org,
                CanonicalAddress.parse("http://pictures.example/%s.jpg".formatted(UUID.randomUUID())),
                "pictures.example",
                "192.0.2.1",
                address,
                new MediaHashes(
                        new HashValue(HashAlgorithm.MD5, "ab".repeat(16)),
                        new HashValue(HashAlgorithm.SHA1, "ab".repeat(20)),
                        hash,
                        null,
                        0),
                List.of(match),
                clock.instant());
    }

    private void erase(Report report) {
        in(() -> {
            retention.erase("REPORT", String.valueOf(report.number()), "Asked for", null);
            return true;
        });
    }

    private void work(String kind, UUID subject) {
        WorkHandler handler = handlers.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow();
        CurrentOrganisation.inAllCompartments(org, () -> handler.handle(subject));
    }

    private String fetching(Report report) {
        return in(() -> db.sql("select fetching from incident where id = :id")
                .param("id", report.incident())
                .query(String.class)
                .single());
    }

    private UUID subject(UUID lead) {
        return in(() -> db.sql("select subject from lead where id = :id")
                .param("id", lead)
                .query(UUID.class)
                .single());
    }

    private boolean isErased(ItemId item) {
        return count("select count(*) from item where id = '%s' and address_sealed is null".formatted(item)) == 1;
    }

    private long count(String sql) {
        return in(() -> db.sql(sql).query(Long.class).single());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.inAllCompartments(org, () -> transaction.execute(status -> work.get()));
    }
}

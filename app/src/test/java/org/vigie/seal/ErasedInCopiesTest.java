package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.Lead;
import org.vigie.crawl.Purpose;
import org.vigie.crawl.RobotsPolicy;
import org.vigie.crawl.Scope;
import org.vigie.intake.ReportSamples;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.retention.RetentionService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;
import org.vigie.work.WorkAtOnce;

/**
 * What an old copy of the database still tells of an erased report whose address was fetched: the address stands in the crawl's queue
 * under the key of columns, so that new epochs alone do not end it.
 */
@VigieTest
@Import(ReportSamples.class)
class ErasedInCopiesTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @Autowired
    private ReportSamples samples;

    @Autowired
    private CrawlService crawl;

    @Autowired
    private RetentionService retention;

    @Autowired
    private WorkAtOnce work;

    @Autowired
    private KeyCare care;

    @Autowired
    private Sealer sealer;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    @Test
    void aFetchedAddressIsGoneFromACopyOnceEpochsAndColumnsAreRetired() {
        OrgId org = fixtures.organisation("Erased, and in copies");
        String address = "http://copied.example/" + UUID.randomUUID();
        UUID incident = in(org, () -> {
            samples.report(address, "words");
            return db.sql("select id from incident").query(UUID.class).single();
        });
        UUID lead = in(org, () -> crawl.start(lead(org, address, incident))).value();
        UUID visit = in(org, () -> id("select id from visit where lead_id = :id", lead));
        UUID report = in(org, () -> id("select report_id from incident where id = :id", incident));
        byte[] copyOfAddress = in(org, () -> bytes("select address from visit where id = :id", visit));
        byte[] copyOfKey = in(org, () -> bytes("select wrapped_sealed from data_key where record = :id", report));
        String number = in(
                org,
                () -> db.sql("select number::text from incident")
                        .query(String.class)
                        .single());
        in(org, () -> {
            retention.erase("REPORT", number, "Asked for", null);
            return true;
        });
        assertThat(work.run("crawl.forget", lead)).isTrue();
        assertThat(in(
                        org,
                        () -> db.sql("select count(*) from visit where id = :id")
                                .param("id", visit)
                                .query(Long.class)
                                .single()))
                .isZero();
        var visited = new SealedIn("visit", "address", visit);
        var wrapped = new SealedIn("data_key", "wrapped_sealed", report);

        renew(KeyCare.Kind.EPOCHS);
        assertThatThrownBy(() -> sealer.unwrap(copyOfKey, wrapped)).hasMessageContaining("does not unwrap");
        assertThat(sealer.open(copyOfAddress, visited))
                .as("new epochs alone leave it readable in the copy")
                .isEqualTo(address);

        renew(KeyCare.Kind.COLUMNS);
        assertThatThrownBy(() -> sealer.open(copyOfAddress, visited)).hasMessageContaining("does not open");
    }

    /** As the manual says it. */
    private void renew(KeyCare.Kind kind) {
        care.rotate(kind);
        care.reseal(LONG);
        clock.advance(SealLimits.RETIRE_AFTER);
        assertThat(care.retire(kind)).isInstanceOf(KeyCare.Retired.Done.class);
        sealer.takeUpKeys();
    }

    private static Lead lead(OrgId org, String address, UUID incident) {
        return new Lead(
                org,
                Purpose.REPORT,
                List.of(CanonicalAddress.parse(address)),
                Scope.EXACT,
                0,
                10,
                Duration.ZERO,
                RobotsPolicy.REPORTED_ADDRESS,
                incident);
    }

    private UUID id(String sql, UUID id) {
        return db.sql(sql).param("id", id).query(UUID.class).single();
    }

    private byte[] bytes(String sql, UUID id) {
        return db.sql(sql)
                .param("id", id)
                .query((row, number) -> row.getBytes(1))
                .single();
    }

    private <T> T in(OrgId org, Supplier<T> reading) {
        return CurrentOrganisation.inAllCompartments(org, () -> transaction.execute(status -> reading.get()));
    }
}

package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.retention.RetentionService;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** A report is erased while its address is being handed to the crawl, in a transaction that nobody else sees yet. */
@VigieTest
@Import(ReportSamples.class)
class ErasureRaceTest {
    private static final int SECONDS_MAX = 60;

    @Autowired
    private ReportSamples samples;

    @Autowired
    private IntakeService intake;

    @Autowired
    private RetentionService retention;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private OrgId org;
    private CanonicalAddress address;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Erased while fetched");
        address = CanonicalAddress.parse("http://raced.example/" + UUID.randomUUID());
    }

    @Test
    void whatIsBeingHandedToTheCrawlEndsWithTheReport() throws Exception {
        Report report = report();

        erasedWhileFetched(report);

        assertThat(ids("select subject from lead where subject = :id", report.incident()))
                .isEmpty();
        assertThat(queued()).isEmpty();
        assertThat(ids(
                        "select w.subject from work w join lead l on l.id = w.subject and l.org_id = :id where w.kind = 'crawl.forget'",
                        org.value()))
                .hasSize(1);
        assertThat(ids(
                        "select id from audit_entry where act = 'crawl.started' and :id = any (subjects)",
                        report.incident().toString()))
                .isEmpty();
    }

    @Test
    void whatIsBeingHandedToTheCrawlGoesOnForWhoJoined() throws Exception {
        Report first = report();
        Report second = report();

        erasedWhileFetched(first);

        assertThat(ids("select id from lead where subject = :id", second.incident()))
                .hasSize(1);
        assertThat(ids("select id from incident where id = :id and fetching = 'JOINED'", second.incident()))
                .as("it is not fetched once more")
                .hasSize(1);
        assertThat(queued()).hasSize(1);
    }

    private List<String> queued() {
        return ids(
                "select v.id from visit v join lead l on l.id = v.lead_id where v.state = 'QUEUED' and l.org_id = :id",
                org.value());
    }

    private void erasedWhileFetched(Report report) throws Exception {
        var handedOver = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var eraser = new AtomicInteger();
        var fetching = CompletableFuture.runAsync(
                () -> in(() -> {
                    intake.fetch(report.incident(), address);
                    handedOver.countDown();
                    return awaited(mayCommit);
                }),
                Thread::startVirtualThread);
        try {
            assertThat(awaited(handedOver)).isTrue();
            var erasing = CompletableFuture.runAsync(
                    () -> in(() -> {
                        eraser.set(db.sql("select pg_backend_pid()")
                                .query(Integer.class)
                                .single());
                        retention.erase("REPORT", String.valueOf(report.number()), "Asked for", null);
                        return true;
                    }),
                    Thread::startVirtualThread);
            await().atMost(SECONDS_MAX, TimeUnit.SECONDS).until(() -> erasing.isDone() || waits(eraser.get()));
            mayCommit.countDown();
            erasing.get(SECONDS_MAX, TimeUnit.SECONDS);
        } finally {
            mayCommit.countDown();
        }
        fetching.get(SECONDS_MAX, TimeUnit.SECONDS);
    }

    private boolean waits(int process) {
        return db.sql("select cardinality(pg_blocking_pids(:process)) > 0")
                .param("process", process)
                .query(Boolean.class)
                .single();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Report report() {
        return in(() -> {
            samples.report(address.text(), "words");
            return intake.page(Long.MAX_VALUE).getFirst();
        });
    }

    private List<String> ids(String sql, Object id) {
        return in(() -> db.sql(sql)
                .param("id", id)
                .query((row, number) -> row.getString(1))
                .list());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.inAllCompartments(org, () -> transaction.execute(status -> work.get()));
    }
}

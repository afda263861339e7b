package org.vigie.crawl;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** The frontier on a real database. A worker that was killed is one that says nothing more. */
@VigieTest
abstract class FrontierTestBase {
    static final Duration GAP = Duration.ofSeconds(2);
    static final int BUDGET = 1000;

    private static final Duration THREADS_MAX = Duration.ofSeconds(60);

    @Autowired
    FrontierService frontier;

    @Autowired
    Hosts hosts;

    @Autowired
    CrawlService crawl;

    @Autowired
    CrawlSettings settings;

    @Autowired
    Fixtures fixtures;

    @Autowired
    FakeClock clock;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionTemplate transaction;

    OrgId org;

    /** A part of every host's name, so that no other test has the same. */
    String mark;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Frontier tests");
        mark = UUID.randomUUID().toString().substring(0, 8);
        clock.advance(Duration.ofSeconds(1));
    }

    CanonicalAddress address(int host, String path) {
        return CanonicalAddress.parse("http://h%d-%s.example/%s".formatted(host, mark, path));
    }

    LeadId lead(int budget, List<CanonicalAddress> seeds) {
        return CurrentOrganisation.as(
                org,
                () -> crawl.start(new Lead(
                        org,
                        Purpose.SEED,
                        seeds,
                        Scope.DOMAIN,
                        5,
                        budget,
                        Duration.ZERO,
                        RobotsPolicy.REPORTED_ADDRESS,
                        UUID.randomUUID())));
    }

    NewVisit page(LeadId lead, CanonicalAddress address) {
        return new NewVisit(
                org,
                lead,
                null,
                Visit.Role.PAGE,
                address,
                null,
                List.of(),
                "00".repeat(32),
                RobotsPolicy.REPORTED_ADDRESS,
                1,
                Duration.ZERO,
                clock.instant());
    }

    void queue(LeadId lead, List<CanonicalAddress> found) {
        List<NewVisit> visits =
                found.stream().map(address -> page(lead, address)).toList();
        CurrentOrganisation.as(org, () -> frontier.queue(lead, visits, Map.of()));
    }

    /** The row of a host that some visit is queued at. */
    HostKey host(CanonicalAddress address) {
        return transaction.execute(status -> hosts.ensure(address, clock.instant()));
    }

    Visit first(Lease lease) {
        return frontier.due(lease, 1).getFirst();
    }

    FrontierService.HostReport wellUntil(Instant nextAt) {
        return new FrontierService.HostReport(nextAt, 0);
    }

    void end(Lease lease, Visit visit) {
        end(lease, visit, clock.instant());
    }

    void end(Lease lease, Visit visit, Instant nextAt) {
        CurrentOrganisation.as(
                org, () -> frontier.end(lease, visit, Ending.of(Reason.OTHER_CONTENT), wellUntil(nextAt), () -> {}));
    }

    FrontierService.Go begin(Lease lease, Visit visit, Duration delay) {
        return CurrentOrganisation.as(org, () -> frontier.begin(lease, visit, delay));
    }

    long count(String sql, Object... values) {
        return CurrentOrganisation.as(
                org,
                () -> transaction.execute(status ->
                        db.sql(sql).params(List.of(values)).query(Long.class).single()));
    }

    /** Runs all at once and fails with the first that fails. */
    static void together(List<Callable<Void>> jobs) throws InterruptedException, ExecutionException, TimeoutException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> running = new ArrayList<>();
            jobs.forEach(job -> running.add(threads.submit(job)));
            for (Future<Void> each : running) {
                each.get(THREADS_MAX.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}

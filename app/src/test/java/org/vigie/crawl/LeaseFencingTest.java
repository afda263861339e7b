package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;

/** Who holds a host, for how long, and what happens when the holder is killed or too slow. */
class LeaseFencingTest extends FrontierTestBase {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private CanonicalAddress address;
    private HostKey host;

    @BeforeEach
    void aHostWithWork() {
        address = address(1, "");
        lead(BUDGET, List.of(address, address(1, "more")));
        host = host(address);
    }

    @TestFactory
    Stream<DynamicTest> aStaleOwnersWriteIsRefusedAndTouchesNothing() {
        Lease stale = claim();
        Visit visit = first(stale);
        begin(stale, visit, Duration.ZERO);
        clock.advance(settings.lease());
        Lease held = claim();
        assertThat(held.epoch()).isGreaterThan(stale.epoch());
        var before = rows();

        Map<String, Executable> writes = Map.of(
                "begin", () -> begin(stale, visit, GAP),
                "end", () -> end(stale, visit),
                "end without a request", () -> frontier.end(stale, visit, Ending.of(Reason.ROBOTS), null, () -> {}),
                "put off", () -> frontier.putOff(stale, visit, Reason.OWN_FAILURE, clock.instant()),
                "own failure", () -> frontier.ownFailure(stale, visit, clock.instant()),
                "begin robots", () -> frontier.beginRobots(stale, GAP),
                "end robots",
                        () -> frontier.endRobots(
                                stale, wellUntil(clock.instant().plus(GAP))),
                "release", () -> frontier.release(stale, wellUntil(clock.instant())));
        return writes.entrySet().stream()
                .map(write -> DynamicTest.dynamicTest(write.getKey(), () -> {
                    assertThatThrownBy(() -> CurrentOrganisation.<Void, Throwable>call(org, () -> {
                                write.getValue().execute();
                                return null;
                            }))
                            .isInstanceOf(LeaseLost.class);
                    assertThat(rows()).isEqualTo(before);
                }));
    }

    @Test
    void aLeaseHoldsUntilItRunsOutAndNobodyElseGetsTheHostBefore() {
        Lease lease = claim();

        clock.advance(settings.lease().minus(MOMENT));
        assertThat(frontier.claim(host)).isEmpty();
        assertThat(due()).doesNotContain(host);
        assertThat(frontier.renew(lease)).isTrue();
        clock.advance(settings.lease().minus(MOMENT));
        assertThat(frontier.claim(host)).isEmpty();
        clock.advance(MOMENT);
        assertThat(due()).contains(host);
        assertThat(claim().epoch()).isEqualTo(lease.epoch() + 1);
        assertThat(frontier.renew(lease)).as("the one that ran out").isFalse();
    }

    @Test
    void aKilledWorkersGapCountsFromTheEndOfItsLease() {
        Lease lease = claim();
        begin(lease, first(lease), GAP);

        clock.advance(settings.lease());
        assertThat(frontier.claim(host)).as("the lease is over, the gap is not").isEmpty();
        clock.advance(GAP.minus(MOMENT));
        assertThat(frontier.claim(host)).isEmpty();
        assertThat(due()).doesNotContain(host);
        clock.advance(MOMENT);
        assertThat(due()).contains(host);
        assertThat(frontier.claim(host)).isPresent();
    }

    @Test
    void aKilledWorkersGapIsKeptWhenTheNextIsKilledBeforeItAsksForAnything() {
        Lease lease = claim();
        Visit visit = first(lease);
        begin(lease, visit, GAP);
        end(lease, visit, clock.instant().plus(Duration.ofMinutes(1)));

        clock.advance(settings.lease().plus(GAP));
        assertThat(frontier.claim(host))
                .as("a minute of Retry-After is not over")
                .isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(frontier.claim(host)).isPresent();
    }

    @Test
    void aGapIsKeptThoughWhatCameOfTheRequestCouldNotBeWritten() {
        Lease lease = claim();
        Visit visit = first(lease);
        begin(lease, visit, GAP);
        FrontierService.HostReport report = wellUntil(clock.instant().plus(GAP));
        frontier.ownFailure(lease, visit, clock.instant());
        frontier.release(lease, report);

        clock.advance(GAP.minus(MOMENT));
        assertThat(frontier.claim(host)).isEmpty();
        clock.advance(MOMENT);
        assertThat(frontier.claim(host)).isPresent();
    }

    @Test
    void aVisitThatIsOverIsNotBegunAgain() {
        Lease lease = claim();
        Visit visit = first(lease);
        assertThat(begin(lease, visit, Duration.ZERO)).isEqualTo(FrontierService.Go.YES);
        end(lease, visit);

        assertThat(begin(lease, visit, Duration.ZERO)).isEqualTo(FrontierService.Go.NO);
    }

    @Test
    void aLeaseIsKeptAliveWhileItIsHeldAndItsLossIsNoticed() throws Exception {
        Lease lease = claim();
        LeaseKeeper keeper = new LeaseKeeper(frontier, quick());
        try (LeaseKeeper.Held held = keeper.hold(lease)) {
            clock.advance(settings.lease().minus(MOMENT));
            await().until(() -> count("""
                    select count(*) from host where id = ? and lease_until > ?""", host.value(), utc()) == 1);
            clock.advance(MOMENT);
            assertThat(frontier.claim(host)).isEmpty();
            assertThat(held.isLost()).isFalse();

            db.sql("update host set epoch = epoch + 1 where id = :id")
                    .param("id", host.value())
                    .update();
            await().until(held::isLost);
        } finally {
            keeper.destroy();
        }
    }

    private java.time.OffsetDateTime utc() {
        return clock.instant().plus(MOMENT).atOffset(java.time.ZoneOffset.UTC);
    }

    private CrawlSettings quick() {
        return new CrawlSettings(
                false,
                1,
                1,
                false,
                settings.decodeMode(),
                settings.sweep(),
                Duration.ofMillis(150),
                Duration.ZERO,
                Duration.ZERO,
                settings.waitMax(),
                settings.leaseWorkMax(),
                settings.retryFirst(),
                settings.hostPause());
    }

    private Lease claim() {
        return frontier.claim(host).orElseThrow();
    }

    private List<HostKey> due() {
        return frontier.dueHosts(10_000);
    }

    private List<Map<String, @Nullable Object>> rows() {
        return db.sql("""
                select to_jsonb(h)::text as host, jsonb_agg(to_jsonb(v) order by v.seq)::text as visits
                from host h join visit v on v.host_id = h.id where h.id = :id group by h.id""").param("id", host.value()).query().listOfRows();
    }
}

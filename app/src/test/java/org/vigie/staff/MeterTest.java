package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.vigie.audit.AuditActor;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class MeterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Autowired
    private Meter meter;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private final AuditActor person = AuditActor.person(UUID.randomUUID());
    private OrgId org;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Meters");
    }

    @AfterEach
    void noRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void theNextBulkOfADayIsShownToWhoHasProvenAFactorLatelyOnly() {
        var now = clock.instant();
        show(StaffLimits.ADDRESSES_PER_FACTOR - 1, null);
        var old = now.minus(StaffLimits.FACTOR_RECENT);
        assertThatThrownBy(() -> show(1, null)).isInstanceOf(FactorTooOld.class);
        assertThatThrownBy(() -> show(1, old)).isInstanceOf(FactorTooOld.class);
        show(1, now);
        show(StaffLimits.ADDRESSES_PER_FACTOR - 1, old);
        assertThatThrownBy(() -> show(50, old)).isInstanceOf(FactorTooOld.class);
        show(50, now);
    }

    /** Of requests at the same moment each counts what those before it took, also before they have ended. */
    @Test
    void requestsAtTheSameMomentDoNotPassTheBulkTogether() {
        int each = StaffLimits.ADDRESSES_PER_FACTOR - 1;
        var second = Objects.requireNonNull(CurrentOrganisation.as(
                org,
                () -> transaction.execute(status -> {
                    meter.demand(Limit.REVEAL_OF_PERSON, person, each);
                    var asked = CompletableFuture.supplyAsync(
                            () -> CurrentOrganisation.as(org, () -> shown(each)), Thread::startVirtualThread);
                    await().atMost(PATIENCE).until(() -> asked.isDone() || waitingForRows() > 0);
                    return asked;
                })));

        assertThat(second.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isFalse();
        assertThat(CurrentOrganisation.as(org, () -> shown(1)))
                .as("nothing was taken by what was refused, and the next is bulk")
                .isFalse();
        show(StaffLimits.ADDRESSES_PER_FACTOR, clock.instant());
    }

    @Test
    void manyRequestsAtOnceAreShownLessThanABulk() {
        int each = 10;
        var all = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> CurrentOrganisation.as(org, () -> shown(each)), Thread::startVirtualThread))
                .limit(100)
                .toList();

        long shown = all.stream().filter(CompletableFuture::join).count();
        assertThat(shown * each).isEqualTo(StaffLimits.ADDRESSES_PER_FACTOR - each);
    }

    private boolean shown(int count) {
        try {
            meter.demand(Limit.REVEAL_OF_PERSON, person, count);
            return true;
        } catch (FactorTooOld tooOld) {
            return false;
        }
    }

    private int waitingForRows() {
        return db.sql("select count(*) from pg_locks where not granted")
                .query(Integer.class)
                .single();
    }

    private void show(int count, @Nullable Instant proven) {
        RequestContextHolder.resetRequestAttributes();
        if (proven != null) {
            var request = ProvenNow.at(proven).postProcessRequest(new MockHttpServletRequest());
            RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        }
        CurrentOrganisation.as(org, () -> meter.demand(Limit.REVEAL_OF_PERSON, person, count));
    }
}

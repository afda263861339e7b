package org.vigie.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.testing.FakeClock;
import org.vigie.testing.VigieTest;

/** Sealing again in turns that are broken off. */
@VigieTest
class ResealingTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int HOSTS = 3 * SealLimits.RESEALED_AT_ONCE;

    @Autowired
    private KeyCare care;

    @Autowired
    private ResealService reseal;

    @Autowired
    private Resealing resealing;

    @Autowired
    private KeyRotationService rotation;

    @Autowired
    private Sealer sealer;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    @BeforeEach
    void nothingIsLeftOfOthers() {
        care.reseal(LONG);
        clock.advance(SealLimits.RETIRE_AFTER);
        care.retire(KeyCare.Kind.COLUMNS);
    }

    @Test
    void turnsOfOneBatchReachTheEndAndNeverBeginAnew() {
        List<UUID> hosts = hosts();
        care.rotate(KeyCare.Kind.COLUMNS);
        long before = 0;
        int amidst = 0;
        KeyCare.Resealed turn;
        do {
            turn = care.reseal(Duration.ZERO); // as if stopped after every batch
            assertThat(turn.sealed()).isGreaterThanOrEqualTo(before);
            before = turn.sealed();
            if (old(hosts) > 0 && old(hosts) < HOSTS) {
                amidst++;
            }
        } while (!turn.isDone());
        assertThat(amidst).isGreaterThanOrEqualTo(2);
        assertThat(old(hosts)).isZero();
        assertThat(care.progress())
                .hasValueSatisfying(progress -> assertThat(progress.endedAt()).isNotNull());
    }

    @Test
    void whatChangesBehindAPassIsLookedAtByTheNext() {
        List<UUID> hosts = hosts();
        care.rotate(KeyCare.Kind.COLUMNS);
        while (old(hosts) > 0) {
            assertThat(care.reseal(Duration.ZERO).isDone()).isFalse();
        }
        care.rotate(KeyCare.Kind.COLUMNS); // everything that the pass has done is old again
        assertThat(old(hosts)).isEqualTo(HOSTS);
        assertThat(care.reseal(LONG).isDone()).isTrue();
        assertThat(old(hosts)).isZero();
    }

    @Test
    void ofTwoWhoAreAtItNoneDoesTheOthersWork() throws Exception {
        List<UUID> hosts = hosts();
        care.rotate(KeyCare.Kind.COLUMNS);
        ResealPass seen = reseal.begin();
        ResealPass first = resealing.step(seen, reseal.all());
        assertThat(resealing.step(seen, reseal.all()).at()).isEqualTo(first.at());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<KeyCare.Resealed> all = () -> care.reseal(LONG);
            List<Future<KeyCare.Resealed>> both = new ArrayList<>(List.of(threads.submit(all), threads.submit(all)));
            for (var one : both) {
                assertThat(one.get().isDone()).isTrue();
            }
        }
        assertThat(old(hosts)).isZero();
    }

    private long old(List<UUID> hosts) {
        return transaction.execute(status -> db.sql("""
                        select count(*) from host where id in (:hosts) and substring(name from 1 for 5) <> :present
                        """)
                .param("hosts", hosts)
                .param("present", KeyMark.prefix(rotation.primary(KeyPurpose.COLUMNS)))
                .query(Long.class)
                .single());
    }

    private List<UUID> hosts() {
        List<UUID> hosts = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (int number = 0; number < HOSTS; number++) {
                UUID id = UUID.randomUUID();
                hosts.add(id);
                db.sql("""
                        insert into host (id, mac, name, next_at, lease_until)
                        values (:id, :mac, :name, now(), now())
                        """)
                        .param("id", id)
                        .param("mac", sealer.addressMac("host " + id))
                        .param("name", sealer.seal("h%d.example".formatted(number), new SealedIn("host", "name", id)))
                        .update();
            }
        });
        return hosts;
    }
}

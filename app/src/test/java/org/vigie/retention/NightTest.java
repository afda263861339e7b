package org.vigie.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;
import org.vigie.work.WorkAtOnce;
import org.vigie.work.WorkQueue;

/** A night takes turns; what fails in it keeps nothing else, and no night after it. */
@VigieTest
@Import(NightTest.Kinds.class)
class NightTest {
    private static final String NIGHT = "retention.night";
    private static final String TURN = "retention.turn";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int TRIES_MAX = 12;
    private static final int RECORDS = 250;
    private static final int TURNS_MAX = 20;

    @Autowired
    private WorkAtOnce atOnce;

    @Autowired
    private WorkQueue work;

    @Autowired
    private RetentionService retention;

    @Autowired
    private List<FakeKind> kinds;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    private OrgId org;
    private byte @Nullable [] listBefore;

    @BeforeEach
    void aNightOfAnOrganisation() throws IOException {
        listBefore = Files.exists(list()) ? Files.readAllBytes(list()) : null;
        org = fixtures.organisation("Nights");
        clock.set(Night.next(clock.instant()).plus(MINUTE));
        kinds.forEach(FakeKind::begin);
        var rules = new RuleSample(retention, db, transaction);
        for (FakeKind kind : kinds) {
            CurrentOrganisation.as(
                    org, () -> rules.set(kind.kind(), 90, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        }
        work.add(NIGHT, org, org.value(), clock.instant());
    }

    /** No other test knows these kinds. */
    @AfterEach
    void leaveNothing() throws IOException {
        if (listBefore == null) {
            Files.deleteIfExists(list());
        } else {
            Files.write(list(), listBefore);
        }
        in(() -> db.sql("delete from work where org_id = :org")
                .param("org", org.value())
                .update());
    }

    private static Path list() {
        return Database.data().resolve("keys/erasures.txt");
    }

    @Test
    void oneRecordThatAlwaysFailsKeepsNoOtherAndIsToldOf() {
        FakeKind first = kinds.getFirst();
        UUID broken = first.records.get(120);
        first.broken.add(broken);

        run();

        assertThat(first.left()).containsExactly(broken);
        assertThat(kinds.getLast().left()).isEmpty();
        assertThat(lastRun("erased")).isEqualTo(2 * RECORDS - 1);
        assertThat(lastRun("failed")).isEqualTo(1);
        assertThat(lastRun("whole::int")).isEqualTo(1);

        first.broken.clear();
        nextNight();
        assertThat(first.left()).isEmpty();
        assertThat(lastRun("erased")).isEqualTo(1);
        assertThat(lastRun("failed")).isZero();
    }

    @Test
    void aKindThatCannotBeLookedThroughKeepsNoOther() {
        kinds.getFirst().isUnreadable = true;

        run();

        assertThat(kinds.getLast().left()).isEmpty();
        assertThat(lastRun("whole::int")).isZero();
    }

    @Test
    void aNightIsDoneInTurnsThatAreShorterThanALease() {
        assertThat(atOnce.run(NIGHT, org.value())).isTrue();
        assertThat(atOnce.run(TURN, org.value())).isTrue();

        assertThat(kinds.getFirst().left()).hasSize(RECORDS - RetentionLimits.BATCH);
        assertThat(in(() -> db.sql("select count(*) from retention_run")
                        .query(Long.class)
                        .single()))
                .isZero();
    }

    @Test
    void aTurnThatWasBrokenOffForGoodIsToldOfByTheNightAfter() throws Exception {
        Instant night = clock.instant();
        failAsOftenAsWorkIsTried();

        assertThat(waits(NIGHT)).containsExactly(Night.next(night));
        assertThat(kinds.getFirst().left()).hasSize(RECORDS);

        nextNight();
        assertThat(kinds.getFirst().left()).isEmpty();
        assertThat(in(() -> db.sql("select whole from retention_run order by at, whole")
                        .query((row, number) -> row.getBoolean("whole"))
                        .list()))
                .containsExactly(false, true);
    }

    /** The list of erasures cannot be read, so that nothing may be erased. */
    private void failAsOftenAsWorkIsTried() throws Exception {
        Path list = list();
        Files.deleteIfExists(list);
        Files.createDirectory(list);
        try {
            for (int failures = 1; failures <= TRIES_MAX; failures++) {
                atOnce.run(NIGHT, org.value());
                atOnce.run(TURN, org.value());
                clock.advance(Duration.ofSeconds(1L << failures));
            }
        } finally {
            Files.delete(list);
        }
        assertThat(in(() -> db.sql("select count(*) from work where org_id = :org and set_aside_at is not null")
                        .param("org", org.value())
                        .query(Long.class)
                        .single()))
                .isEqualTo(1);
    }

    private void nextNight() {
        clock.set(Night.next(clock.instant()).plus(MINUTE));
        run();
    }

    private void run() {
        assertThat(atOnce.run(NIGHT, org.value())).isTrue();
        for (int turn = 0; turn < TURNS_MAX && atOnce.run(TURN, org.value()); turn++) {
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(waits(TURN)).isEmpty();
    }

    private List<Instant> waits(String kind) {
        return in(() -> db.sql("select due from work where kind = :kind and subject = :org and set_aside_at is null")
                .param("kind", kind)
                .param("org", org.value())
                .query((row, number) -> row.getTimestamp("due").toInstant())
                .list());
    }

    private long lastRun(String what) {
        return in(() -> db.sql("select %s from retention_run order by at desc limit 1".formatted(what))
                .query(Long.class)
                .single());
    }

    private <T> T in(Supplier<T> reading) {
        return CurrentOrganisation.as(org, () -> transaction.execute(status -> reading.get()));
    }

    /** Records of no table, old enough for every rule. */
    static final class FakeKind implements Kept {
        private final String name;
        private final Set<UUID> erased = Collections.synchronizedSet(new HashSet<>());
        private final Set<UUID> broken = Collections.synchronizedSet(new HashSet<>());
        private volatile List<UUID> records = List.of();
        private volatile boolean isUnreadable;

        FakeKind(String name) {
            this.name = name;
        }

        void begin() {
            erased.clear();
            broken.clear();
            isUnreadable = false;
            records = Stream.generate(UUID::randomUUID)
                    .map(id -> new UUID(id.getMostSignificantBits() & Long.MAX_VALUE, id.getLeastSignificantBits()))
                    .limit(RECORDS)
                    .sorted((one, other) -> one.toString().compareTo(other.toString()))
                    .toList();
        }

        List<UUID> left() {
            return records.stream().filter(id -> !erased.contains(id)).toList();
        }

        @Override
        public String kind() {
            return name;
        }

        @Override
        public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
            if (isUnreadable) {
                throw new IllegalStateException("planted");
            }
            return left().stream()
                    .filter(id -> id.toString().compareTo(after.toString()) > 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public boolean isSeen(UUID record) {
            return records.contains(record);
        }

        @Override
        public Set<UUID> traces(UUID record) {
            return Set.of();
        }

        @Override
        public boolean erase(UUID record) {
            if (broken.contains(record)) {
                throw new IllegalStateException("planted");
            }
            return erased.add(record);
        }
    }

    /** One that comes before all kinds there are, and one after. */
    @TestConfiguration
    static class Kinds {
        @Bean
        FakeKind aFirstKind() {
            return new FakeKind("AA_FIRST");
        }

        @Bean
        FakeKind theLastKind() {
            return new FakeKind("Z_LAST");
        }
    }
}

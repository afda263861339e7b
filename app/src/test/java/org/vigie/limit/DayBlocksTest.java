package org.vigie.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Each {@link DayBlocks} here is a process: they share the database and nothing else. */
@VigieTest
class DayBlocksTest {
    private static final Limit LIMIT = Limit.LOOK_UP_OF_CLIENT;
    private static final int SIZE = 10_000;

    @Autowired
    private LimitDays days;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private final UUID whose = UUID.randomUUID();
    private OrgId org;

    @BeforeEach
    void anOrganisation() {
        org = fixtures.organisation("Blocks");
    }

    private DayBlocks process() {
        return new DayBlocks(days, transaction, clock);
    }

    private Optional<TakenOfDay> take(DayBlocks process, int count, int size) {
        return CurrentOrganisation.as(org, () -> process.take(LIMIT, whose, count, size));
    }

    private int takenOneByOne(DayBlocks process, int size) {
        int taken = 0;
        while (take(process, 1, size).isPresent()) {
            taken++;
        }
        return taken;
    }

    /** What stands in the database; 0 where there is no row. */
    private int written() {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Integer used = CurrentOrganisation.as(
                org,
                () -> transaction.execute(status -> db.sql(
                                "select coalesce(sum(used), 0) from limit_day where whose = :whose and day = :day")
                        .param("whose", whose)
                        .param("day", today)
                        .query(Integer.class)
                        .single()));
        return used == null ? 0 : used;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 33, 300, 1000})
    void givesExactlyTheSizeAndThenNothing(int size) {
        var process = process();
        assertThat(take(process, size + 1, size)).isEmpty();
        assertThat(written()).as("what is refused takes nothing").isZero();
        assertThat(takenOneByOne(process, size)).isEqualTo(size);
        assertThat(written()).isEqualTo(size);
        assertThat(take(process(), 1, size)).as("nor after a restart").isEmpty();
    }

    @Test
    void aBlockIsWrittenOnceForManyAndSpentFromMemory() {
        var process = process();
        for (int i = 1; i <= Limit.BLOCK_MAX; i++) {
            assertThat(take(process, 1, SIZE)).isPresent();
            assertThat(written()).as("after %d", i).isEqualTo(Limit.BLOCK_MAX);
        }
        take(process, 1, SIZE);
        assertThat(written()).isEqualTo(2 * Limit.BLOCK_MAX);
        take(process, 100, SIZE);
        assertThat(written()).as("31 of the 100 were there").isEqualTo(2 * Limit.BLOCK_MAX + 69);
    }

    @Test
    void nearItsEndADayIsNotKeptFromOtherProcesses() {
        var one = process();
        take(one, SIZE - 20, SIZE);
        take(one, 1, SIZE);

        assertThat(SIZE - written()).as("left for others").isEqualTo(18);
        assertThat(takenOneByOne(process(), SIZE)).isEqualTo(18);
        assertThat(takenOneByOne(one, SIZE)).as("what it had").isEqualTo(1);
    }

    @Test
    void aKillCostsAtMostABlock() {
        take(process(), 1, SIZE);

        assertThat(takenOneByOne(process(), SIZE)).isEqualTo(SIZE - Limit.BLOCK_MAX);
    }

    @Test
    void processesTogetherNeverGiveMoreThanTheSize() throws Exception {
        int size = 700;
        var processes = List.of(process(), process());
        List<Callable<Integer>> takers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            var process = processes.get(i % 2);
            takers.add(() -> takenOneByOne(process, size));
        }
        int taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> taker : threads.invokeAll(takers)) {
                taken += taker.get();
            }
        }
        assertThat(taken).isEqualTo(size);
        assertThat(written()).isEqualTo(size);
    }

    @Test
    void whatIsGivenBackIsSpentAgainOnceAndOnItsDayOnly() {
        var process = process();
        var taken = take(process, 3, 3).orElseThrow();
        assertThat(take(process, 1, 3)).isEmpty();
        taken.giveBack();
        taken.giveBack();
        assertThat(take(process, 4, 3)).as("not twice").isEmpty();
        var again = take(process, 3, 3).orElseThrow();

        clock.advance(Duration.ofDays(1));
        assertThat(take(process, 3, 3)).as("the next day").isPresent();
        again.giveBack();
        assertThat(take(process, 1, 3)).as("yesterday's is no more").isEmpty();
    }

    @Test
    void oneKeyIsNotAnother() {
        var process = process();
        assertThat(take(process, 5, 5)).isPresent();

        assertThat(CurrentOrganisation.as(org, () -> process.take(LIMIT, UUID.randomUUID(), 5, 5)))
                .as("somebody else")
                .isPresent();
        assertThat(CurrentOrganisation.as(fixtures.organisation("Elsewhere"), () -> process.take(LIMIT, whose, 5, 5)))
                .as("in another organisation")
                .isPresent();
    }

    @Test
    void aTransactionThatCouldUndoABlockIsRefused() {
        var process = process();
        assertThatThrownBy(() -> CurrentOrganisation.as(
                        org, () -> transaction.execute(status -> process.take(LIMIT, whose, 1, SIZE))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(written()).isZero();
    }
}

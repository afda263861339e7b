package org.vigie.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;

/** Whoever asks a source at once sees it taken to the end, whichever process does it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SourceAskingTest extends SourceTestBase {
    @Autowired
    private SourceAsking asking;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private FakeNcmec ncmec;
    private final List<ExchangeSource> seen = new ArrayList<>();

    @BeforeEach
    void aSourceWithTenEntries() {
        ncmec = new FakeNcmec(clock);
        org = fixtures.organisation("Asking");
        for (int i = 0; i < 10; i++) {
            ncmec.put("7", "e" + i, "A1", "<md5>%032x</md5>".formatted(i + 1));
            clock.advance(Duration.ofSeconds(30));
        }
        var access = new ExchangeService.Access(SourceKind.NCMEC, ncmec.base(), "hotline", "secret", false);
        source = CurrentOrganisation.as(org, () -> sources.add(LIST, access, TEST));
    }

    @AfterEach
    void stop() {
        ncmec.close();
    }

    @Test
    void allIsTakenBeforeItReturns() throws IOException {
        ExchangeSource end = ask(seen::add);
        assertThat(end.range()).isNull();
        assertThat(end.problem()).isNull();
        assertThat(end).isEqualTo(stored());
        assertThat(entries()).hasSize(10);
        assertThat(seen.getLast()).isEqualTo(end);
        assertThat(claimed()).as("the next turn waits for its time").isZero();

        ncmec.put("7", "late", "A1", "<md5>%032x</md5>".formatted(99));
        clock.advance(Duration.ofMinutes(1));
        ask(seen::add);
        assertThat(entries()).as("also before that").hasSize(11);
    }

    @Test
    void aSourceThatFailsIsSaidToHaveFailed() throws IOException {
        ncmec.failAfter(2);
        ExchangeSource end = ask(seen::add);
        assertThat(end.problem()).isEqualTo("STATUS_503");
        assertThat(end.range()).as("whole pages are kept").isNotNull();
        ncmec.healed();
        clock.advance(Duration.ofMinutes(1));
        assertThat(ask(seen::add).problem()).isNull();
        assertThat(entries()).hasSize(10);
    }

    @Test
    void aStoppedSourceIsNotAsked() {
        CurrentOrganisation.as(org, () -> sources.stop(source, TEST));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> ask(seen::add));
        assertThat(ncmec.asked).isEmpty();
    }

    /** Its claim stands in the database; here a test stands for it, and takes the pages once it is watched. */
    @Test
    void anotherProcessThatIsAtItIsWatched() throws IOException {
        claim();
        ExchangeSource end = ask(at -> {
            if (seen.isEmpty()) {
                assertThat(ncmec.asked).as("two do not take the same").isEmpty();
                take();
            }
            seen.add(at);
        });
        assertThat(end.range()).isNull();
        assertThat(entries()).hasSize(10);
        assertThat(ncmec.asked).hasSize(4);
    }

    private ExchangeSource ask(Consumer<ExchangeSource> watcher) throws IOException {
        return CurrentOrganisation.call(org, () -> asking.take(source, TEST, watcher));
    }

    private void claim() {
        transaction.executeWithoutResult(
                status -> db.sql("update work set claimed_until = now() + interval '100 years' where subject = :source")
                        .param("source", source.value())
                        .update());
    }

    private int claimed() {
        return transaction.execute(
                status -> db.sql("select count(*) from work where subject = :source and claimed_until is not null")
                        .param("source", source.value())
                        .query(Integer.class)
                        .single());
    }
}

package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.hashlist.ImportOptions;
import org.vigie.organisation.CurrentOrganisation;

/** Whoever says a hash is known before the hash is on the list, wherever a process ends. */
class NcmecClaimsTest extends SourceTestBase {
    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private FakeNcmec ncmec;

    @BeforeEach
    void aSourceWithTenEntries() {
        ncmec = new FakeNcmec(clock);
        org = fixtures.organisation("Exchange");
        for (int i = 0; i < 10; i++) {
            ncmec.put("7", "e" + i, "A1", md5(i) + sha1(i));
            clock.advance(Duration.ofSeconds(30));
        }
        var access = new ExchangeService.Access(SourceKind.NCMEC, ncmec.base(), "hotline", "secret", false);
        source = CurrentOrganisation.as(org, () -> sources.add(LIST, access, TEST));
    }

    @AfterEach
    void stop() {
        ncmec.close();
    }

    /**
     * The page is held where it is written down as taken: what is there by then is what a process that is killed there leaves.
     * Whoever says a hash has to be known before the hash matches.
     */
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aHashIsNeverOnTheListBeforeItIsKnownWhoSaysIt() throws Exception {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Future<?> taking = CurrentOrganisation.as(
                    org,
                    () -> transaction.execute(status -> {
                        db.sql("select id from exchange_source for no key update")
                                .query(UUID.class)
                                .list();
                        Future<?> begun = pool.submit(this::take);
                        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
                        while (count("hash_entry") < 6) {
                            assertThat(System.nanoTime()).as("nothing is taken").isLessThan(end);
                            Thread.onSpinWait();
                        }
                        assertThat(count("exchange_claim")).isEqualTo(6);
                        return begun;
                    }));
            Objects.requireNonNull(taking).get();
        }
        assertThat(claims()).isEqualTo(20);
    }

    /** What was told once and then no more, because the process ended in between, goes with what its key says next. */
    @Test
    void whatWasTakenByAPageThatWasNeverWrittenDownIsTakenBack() {
        CurrentOrganisation.as(
                org, () -> sources.claimed(source, Map.of("7-e0", List.of(new ClaimedHash("MD5", hex(50, 32))))));
        load("md5," + hex(50, 32) + ",A1");
        ncmec.delete("7", "e0");
        clock.advance(Duration.ofMinutes(1));
        take();

        assertThat(entry("md5:" + hex(50, 32)).isWithdrawn()).isTrue();
        assertThat(claims()).isEqualTo(18);
    }

    private void load(String line) {
        try {
            CurrentOrganisation.call(
                    org,
                    () -> lists.importCsv(
                            LIST,
                            new ByteArrayInputStream(("algorithm,hash,class\n" + line + "\n").getBytes(UTF_8)),
                            ImportOptions.by(TEST)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** How many claims there are. */
    private long claims() {
        Long claims = CurrentOrganisation.as(org, () -> transaction.execute(status -> count("exchange_claim")));
        return Objects.requireNonNull(claims);
    }

    private static String md5(int number) {
        return "<md5>%s</md5>".formatted(hex(number, 32));
    }

    private static String sha1(int number) {
        return "<sha1>%s</sha1>".formatted(hex(number, 40));
    }

    private static String hex(int number, int digits) {
        return "%02x".formatted(number + 1).repeat(digits / 2);
    }
}

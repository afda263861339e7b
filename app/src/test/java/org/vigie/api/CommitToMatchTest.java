package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.vigie.VigieApplication;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListName;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.Database;
import org.vigie.testing.Figure;

/**
 * How long after its commit an entry is found by the API, and after its withdrawal found no longer, while others look up all the time:
 * where the commit comes from the serving process, as from a page, and where it comes from another, as from a command.
 */
@Tag("figures")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestPropertySource(properties = "vigie.match.polling=true")
class CommitToMatchTest extends ServedApi {
    private static final ListName LIST = new ListName("Committed");
    private static final Duration MOST = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int LOOKING_UP = 2;
    private static final double MILLIS = 1e6;

    @Autowired
    private HashListService own;

    @SuppressWarnings("NullAway.Init") // opened before all tests
    private ConfigurableApplicationContext other;

    private final SplittableRandom random = new SplittableRandom();

    @BeforeAll
    void anotherProcess() {
        other = new SpringApplicationBuilder(VigieApplication.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "vigie.data=" + Database.data(),
                        "vigie.work.running=false",
                        "vigie.crawl.running=false",
                        "vigie.audit.running=false",
                        "vigie.match.polling=false",
                        "vigie.opener.early=false",
                        "springdoc.api-docs.enabled=false",
                        "management.server.port=-1")
                .run();
    }

    @AfterAll
    void stop() {
        other.close();
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anEntryIsFoundAndGoneWithinASecond() throws Exception {
        int rounds = Figure.rounds(8, 300);
        String token = client(Circle.INSIDE);
        var going = new AtomicBoolean(true);
        var lookUps = new AtomicLong();
        var found = new ArrayList<Long>();
        var gone = new ArrayList<Long>();
        var foundFromOther = new ArrayList<Long>();
        var goneFromOther = new ArrayList<Long>();
        List<Future<?>> looking = new ArrayList<>();
        long begun = System.nanoTime();
        try (ExecutorService load = Executors.newFixedThreadPool(LOOKING_UP)) {
            for (int i = 0; i < LOOKING_UP; i++) {
                looking.add(load.submit(() -> lookUpUntilStopped(token, going, lookUps)));
            }
            try {
                HashListService others = other.getBean(HashListService.class);
                for (int round = 0; round < rounds; round++) {
                    measure(own, token, found, gone);
                    measure(others, token, foundFromOther, goneFromOther);
                }
            } finally {
                going.set(false);
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        for (var one : looking) {
            one.get(); // all of its answers were good
        }
        Figure.keep(
                "commit-to-match",
                "%,d commits each, p50/p99 in ms: found %s, gone %s; from another process found %s, gone %s; %.0f other look-ups a second meanwhile"
                        .formatted(
                                rounds,
                                text(found),
                                text(gone),
                                text(foundFromOther),
                                text(goneFromOther),
                                lookUps.get() / seconds));
        for (var times : List.of(found, gone, foundFromOther, goneFromOther)) {
            assertThat(p99(times)).isLessThan(MOST.toNanos());
        }
    }

    /** From the return of the commit to the first answer that has it. */
    private void measure(HashListService lists, String token, List<Long> found, List<Long> gone) {
        var hash = new HashValue(
                HashAlgorithm.SHA256,
                "%016x%016x%016x%016x"
                        .formatted(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
        CurrentOrganisation.as(org, () -> {
            try {
                lists.importFrom(
                        LIST,
                        reader -> reader.entry(new ListEntry(1, hash, "csam", "test", "")),
                        ImportOptions.by(TEST));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        found.add(until(token, hash, true));
        CurrentOrganisation.as(org, () -> {
            var list = lists.find(LIST).orElseThrow();
            lists.withdraw(lists.entry(list.id(), hash).orElseThrow().id(), "for a test", TEST);
        });
        gone.add(until(token, hash, false));
    }

    private long until(String token, HashValue hash, boolean isListed) {
        long begun = System.nanoTime();
        HttpRequest request = to("/m/raw_lookup?signal_type=sha256&signal=" + hash.hex(), token)
                .build();
        while (true) {
            var answer = send(request);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            long took = System.nanoTime() - begun;
            if (answer.body().contains("[]") != isListed) {
                return took;
            }
            assertThat(took).isLessThan(PATIENCE.toNanos());
        }
    }

    private void lookUpUntilStopped(String token, AtomicBoolean going, AtomicLong count) {
        var asked = new SplittableRandom();
        while (going.get()) {
            String md5 = "%016x%016x".formatted(asked.nextLong(), asked.nextLong());
            var answer = send(
                    to("/m/raw_lookup?signal_type=md5&signal=" + md5, token).build());
            assertThat(answer.statusCode()).isEqualTo(200);
            count.incrementAndGet();
        }
    }

    private static long p99(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * 99 / 100));
    }

    private static String text(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return "%.0f/%.0f".formatted(sorted.get(sorted.size() / 2) / MILLIS, p99(sorted) / MILLIS);
    }
}

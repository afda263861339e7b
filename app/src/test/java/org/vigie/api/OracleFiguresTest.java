package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vigie.core.hash.Pdq;
import org.vigie.testing.Figure;

/** S2: outside the trust circle a hit and a miss are as long, and take as long. */
@Tag("figures")
class OracleFiguresTest extends ServedApi {
    private static final double T_MAX = 4.5;
    private static final int CLIENTS = 8;
    private static final int ENTRIES = 200;

    private final ConcurrentSkipListSet<String> forms = new ConcurrentSkipListSet<>();

    /** How long hits and misses took, in nanoseconds. */
    private record Times(List<Long> hits, List<Long> misses) {}

    @Test
    void aHitAndAMissAreAsLongAndTakeAsLong() throws Exception {
        var random = new Random(11);
        List<Pdq> listed = new ArrayList<>();
        var rows = new StringBuilder();
        for (int entry = 0; entry < ENTRIES; entry++) {
            var hash = new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            listed.add(hash);
            rows.append("pdq,")
                    .append(hash.hex())
                    .append(entry % 2 == 0 ? ",csam,test,\n" : ",harmful-abusive,test,\n");
        }
        list(rows.toString());
        int pairs = Figure.rounds(160, 20_000);
        ask(listed, client(Circle.OUTSIDE), new Random(1), 40);
        forms.clear();
        var all = new Times(new ArrayList<>(), new ArrayList<>());
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Times>> running = new ArrayList<>();
            for (int thread = 0; thread < CLIENTS; thread++) {
                var own = new Random(100 + thread);
                String token = client(Circle.OUTSIDE);
                running.add(threads.submit(() -> ask(listed, token, own, pairs / CLIENTS)));
            }
            for (var one : running) {
                all.hits.addAll(one.get().hits);
                all.misses.addAll(one.get().misses);
            }
        }
        double t = welch(all.hits, all.misses);
        Figure.keep(
                "S2",
                "%,d pairs: %d size of answers with their headers, Welch t %.2f (medians %.2f and %.2f ms)"
                        .formatted(all.hits.size(), forms.size(), t, median(all.hits), median(all.misses)));
        assertThat(forms).as("sizes of answers").hasSize(1);
        if (Figure.isLong()) {
            assertThat(Math.abs(t)).isLessThan(T_MAX);
        }
    }

    private Times ask(List<Pdq> listed, String token, Random random, int pairs) {
        var times = new Times(new ArrayList<>(), new ArrayList<>());
        for (int pair = 0; pair < pairs; pair++) {
            boolean hitFirst = random.nextBoolean();
            for (int turn = 0; turn < 2; turn++) {
                boolean hit = hitFirst == (turn == 0);
                var entry = listed.get(random.nextInt(listed.size()));
                // always the same near copy of an entry, so that nobody takes this for probing
                var asked = hit
                        ? Climbs.turned(Climbs.turned(entry, 5), 70)
                        : new Pdq(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
                (hit ? times.hits : times.misses).add(time(asked, token, hit));
            }
        }
        return times;
    }

    private long time(Pdq asked, String token, boolean hit) {
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(asked.hex()));
        var request = to("/v1/pdq/", token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"hashes\":[\"" + base64 + "\"]}"))
                .build();
        long begun = System.nanoTime();
        var answer = send(request);
        long taken = System.nanoTime() - begun;
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().contains("no-known-match")).isNotEqualTo(hit);
        forms.add(answer.body().length() + " "
                + answer.headers().map().entrySet().stream()
                        // the server ends a connection after a number of requests, whatever they ask
                        .filter(header ->
                                !List.of("date", "connection", "keep-alive").contains(header.getKey()))
                        .mapToInt(header -> header.toString().length())
                        .sum());
        return taken;
    }

    private static double welch(List<Long> one, List<Long> other) {
        double difference = mean(one) - mean(other);
        return difference / Math.sqrt(variance(one) / one.size() + variance(other) / other.size());
    }

    private static double mean(List<Long> some) {
        return some.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    private static double variance(List<Long> some) {
        double mean = mean(some);
        return some.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum() / (some.size() - 1);
    }

    private static double median(List<Long> some) {
        return some.stream().sorted().skip(some.size() / 2).findFirst().orElseThrow() / 1e6;
    }
}

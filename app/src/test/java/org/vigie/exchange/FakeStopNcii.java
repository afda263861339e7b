package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.testing.FakeClock;

/**
 * StopNCII's service as public clients describe it, on loopback: pages of two by token, a start in seconds, records that replace
 * those before, kinds that are not compared here, and cases beside the status of all.
 */
final class FakeStopNcii implements AutoCloseable {
    private static final int PAGE = 2;

    final List<String> asked = new ArrayList<>();
    final List<String> feedback = new ArrayList<>();
    private final List<Entry> records = new ArrayList<>();
    private final AtomicReference<@Nullable String> answer = new AtomicReference<>();
    private final HttpServer server;
    private final FakeClock clock;
    private int failAfter = Integer.MAX_VALUE;

    private record Entry(String type, String hash, String status, String cases, long at) {}

    FakeStopNcii(FakeClock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
    }

    /** @param cases the statuses of its cases, separated by commas */
    void put(String type, String hash, String status, String cases) {
        records.removeIf(entry -> entry.hash().equals(hash));
        records.add(new Entry(type, hash, status, cases, clock.instant().getEpochSecond()));
    }

    void failAfter(int answers) {
        failAfter = asked.size() + answers;
    }

    void answerWith(@Nullable String text) {
        answer.set(text);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String key = exchange.getRequestHeaders().getFirst("x-functions-key");
            String subscription = exchange.getRequestHeaders().getFirst("Ocp-Apim-Subscription-Key");
            boolean isFetch = path.equals("/v1/FetchHashes");
            if (!(isFetch ? "fetch" : "tell").equals(key) || !"subscription".equals(subscription)) {
                send(exchange, 401, "");
            } else if (!isFetch) {
                feedback.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                send(exchange, 200, "{}");
            } else if (asked.size() >= failAfter) {
                send(exchange, 503, "");
            } else {
                String query = exchange.getRequestURI().getQuery();
                asked.add(query);
                String given = answer.get();
                send(exchange, 200, given == null ? page(query) : given);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String page(String query) {
        Map<String, String> asked = Arrays.stream(query.split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        long from = Long.parseLong(asked.get("startTimestamp"));
        int start = Integer.parseInt(asked.getOrDefault("nextPageToken", "t0").substring(1));
        List<Entry> all = records.stream().filter(entry -> entry.at() >= from).toList();
        boolean hasMore = start + PAGE < all.size();
        return """
                {"count":%d,"hasMoreRecords":%b,"nextPageToken":"%s","nextSetTimestamp":%d,"hashRecords":[%s]}""".formatted(
                all.size(),
                hasMore,
                hasMore ? "t" + (start + PAGE) : "",
                clock.instant().getEpochSecond(),
                all.stream().skip(start).limit(PAGE).map(FakeStopNcii::json).collect(Collectors.joining(",")));
    }

    private static String json(Entry entry) {
        String cases = entry.cases().isEmpty()
                ? ""
                : Arrays.stream(entry.cases().split(","))
                        .map(status -> "\"case-%s\":\"%s\"".formatted(status, status))
                        .collect(Collectors.joining(","));
        return """
                {"lastModtimestamp":%d,"signalType":"%s","hashValue":"%s","hashStatus":"%s","caseNumbers":{%s},
                 "CSPFeedbacks":[{"source":"A","feedbackValue":"Blocked","tags":["x"]},
                                 {"source":"B","feedbackValue":"NotBlocked","tags":[]},
                                 {"source":"C","feedbackValue":"SomethingNew","tags":[]}]}""".formatted(entry.at(), entry.type(), entry.hash(), entry.status(), cases);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.testing.FakeClock;

/**
 * NCMEC's hash sharing as public clients describe it, on loopback, with its traps: entries come in no order of time; a page's
 * address loses what changed meanwhile when it is old; what is dated now is not shown yet; kinds of hashes nobody knows;
 * large ones as links.
 */
final class FakeNcmec implements AutoCloseable {
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("hotline:secret".getBytes(UTF_8));
    private static final int PAGE = 3;

    final List<String> asked = new ArrayList<>();
    final List<String> feedback = new ArrayList<>();
    private final Map<String, Entry> entries = new TreeMap<>(
            Comparator.comparingInt((String key) -> key.hashCode() * 31).thenComparing(Comparator.naturalOrder()));
    private final Map<String, String> votes = new TreeMap<>();
    private final AtomicReference<@Nullable String> answer = new AtomicReference<>();
    private final HttpServer server;
    private final FakeClock clock;
    private int failAfter = Integer.MAX_VALUE;
    private volatile Body body = Body.WHOLE;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How the answer goes on after its first bytes. */
    enum Body {
        WHOLE,
        /** Nothing more comes, and nothing ends. */
        STALLS,
        /** A byte now and then, for ever. */
        TRICKLES
    }

    private record Entry(
            String member, String id, String type, boolean deleted, String classification, String prints, Instant at) {}

    FakeNcmec(FakeClock clock) {
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/npo/v2/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create(
                "http://127.0.0.1:%d/npo".formatted(server.getAddress().getPort()));
    }

    /** What other members say of an entry. */
    void feedback(String member, String id, String xml) {
        votes.put(member + id, xml);
    }

    void put(String member, String id, String classification, String prints) {
        entries.put(member + id, new Entry(member, id, "image", false, classification, prints, clock.instant()));
    }

    void delete(String member, String id) {
        entries.put(member + id, new Entry(member, id, "image", true, "", "", clock.instant()));
    }

    /** Fails with 503 after that many answers. */
    void failAfter(int answers) {
        failAfter = asked.size() + answers;
    }

    void healed() {
        failAfter = Integer.MAX_VALUE;
    }

    /** Answers this and nothing else. */
    void answerWith(@Nullable String text) {
        answer.set(text);
    }

    void body(Body how) {
        body = how;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (body != Body.WHOLE) {
                neverEnd(exchange);
                return;
            }
            String query = exchange.getRequestURI().getQuery();
            if (!AUTHORIZATION.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "");
            } else if (exchange.getRequestMethod().equals("PUT")) {
                String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                feedback.add(exchange.getRequestURI().getPath() + " " + body);
                send(exchange, 200, "");
            } else if (exchange.getRequestURI().getPath().equals("/npo/v2/feedback/SHA1/reasons")) {
                send(exchange, 200, """
                        <feedbackReasons xmlns="https://hashsharing.ncmec.org/hashsharing/v2"><availableFeedbackReasons>
                        <reason guid="00000000-0000-0000-0000-000000000007" name="Not what it says" type="Sha1"/>
                        </availableFeedbackReasons></feedbackReasons>""");
            } else if (asked.size() >= failAfter) {
                send(exchange, 503, "");
            } else {
                asked.add(query);
                String given = answer.get();
                send(exchange, 200, given == null ? page(parameters(query)) : given);
            }
        }
    }

    private void neverEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("<queryResult>".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        try {
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                if (body == Body.TRICKLES) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> parameters(String query) {
        return Arrays.stream(query.split("&"))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }

    private String page(Map<String, String> asked) {
        Instant from = Instant.parse(asked.get("from"));
        Instant to = Instant.parse(asked.get("to"));
        int start = Integer.parseInt(asked.getOrDefault("start", "0"));
        boolean isStale = start > 0 && Duration.between(to, clock.instant()).toHours() >= 12;
        List<Entry> all = entries.values().stream()
                .filter(entry -> !entry.at().isBefore(from) && entry.at().isBefore(to))
                .filter(entry -> entry.at().isBefore(clock.instant().minusSeconds(2)))
                .toList();
        List<Entry> some =
                isStale ? List.of() : all.stream().skip(start).limit(PAGE).toList();
        boolean hasMore = !isStale && start + PAGE < all.size();
        String next = hasMore
                ? "<paging><next>/v2/entries?from=%s&amp;to=%s&amp;start=%d&amp;size=%d&amp;max=%d</next></paging>"
                        .formatted(from, to, start + PAGE, PAGE, all.size())
                : "";
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2">
                  <images count="%d" maxTimestamp="%s">%s</images>%s
                </queryResult>""".formatted(some.size(), to, some.stream().map(this::xml).collect(Collectors.joining()), next);
    }

    private String xml(Entry entry) {
        return entry.deleted()
                ? "<deletedImage><member id=\"%s\">M</member><timestamp>%s</timestamp><id>%s</id></deletedImage>"
                        .formatted(entry.member(), entry.at(), entry.id())
                : """
                  <image><member id="%s">Member &amp; Co</member><timestamp>%s</timestamp><id>%s</id>
                    <classification>%s</classification>
                    <fingerprints>%s<pdna rel="x" href="/v2/large/1"/><ssvh_pdna>opaque</ssvh_pdna></fingerprints>
                    %s</image>""".formatted(
                                entry.member(),
                                entry.at(),
                                entry.id(),
                                entry.classification(),
                                entry.prints(),
                                votes.getOrDefault(entry.member() + entry.id(), "<feedback/>"));
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}

package org.vigie.demo.world;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All hosts of the world behind one loopback port, told apart by the Host header. */
final class WebServer implements AutoCloseable {
    /** Asked for by a name that is not here. */
    private static final int MISDIRECTED = 421;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AccessLog log;
    private final Clock clock;
    private final WorldTimings timings;
    private volatile Map<String, Site> sites = Map.of();

    WebServer(AccessLog log, Clock clock, WorldTimings timings) throws IOException {
        this.log = log;
        this.clock = clock;
        this.timings = timings;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    int port() {
        return server.getAddress().getPort();
    }

    void start(List<Site> hosts) {
        sites = hosts.stream().collect(Collectors.toUnmodifiableMap(Site::host, Function.identity()));
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Instant started = clock.instant();
        String host = host(exchange);
        String path = Objects.requireNonNullElse(exchange.getRequestURI().getRawPath(), "/");
        Sent sent = new Sent();
        try {
            @Nullable Site site = sites.get(host);
            Answer answer = site == null ? Answer.page(MISDIRECTED, "") : site.answer(path);
            if (site != null) {
                Thread.sleep(site.pause());
            }
            send(exchange, answer, sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
            log.add(new Hit(
                    started,
                    sent.ended == null ? clock.instant() : sent.ended,
                    host,
                    exchange.getRequestMethod(),
                    path,
                    sent.status,
                    Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("User-Agent"), ""),
                    sent.bytes));
        }
    }

    /** What had gone out when an exchange ended, in whatever way. */
    private static final class Sent {
        private int status;
        private long bytes;
        private @Nullable Instant ended;
    }

    private void send(HttpExchange exchange, Answer answer, Sent sent) throws IOException, InterruptedException {
        exchange.getRequestBody().skipNBytes(0);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        if (answer.location() != null) {
            exchange.getResponseHeaders().set("Location", answer.location());
        }
        boolean hasBody = !exchange.getRequestMethod().equals("HEAD") && answer.body().length > 0;
        exchange.sendResponseHeaders(answer.status(), hasBody ? answer.body().length : -1);
        sent.status = answer.status();
        if (!hasBody) {
            return;
        }
        try (OutputStream out = exchange.getResponseBody()) {
            if (answer.pace() == Answer.Pace.AT_ONCE) {
                out.write(answer.body());
                sent.bytes = answer.body().length;
            } else {
                drip(out, answer.body(), sent);
            }
            // Before the stream is flushed, or a quick client would seem to come back before it was answered.
            sent.ended = clock.instant();
        }
    }

    private void drip(OutputStream out, byte[] body, Sent sent) throws IOException, InterruptedException {
        Instant end = clock.instant().plus(timings.dripWhole());
        for (byte drop : body) {
            if (Duration.between(clock.instant(), end).isNegative()) {
                return;
            }
            out.write(drop);
            out.flush();
            sent.bytes++;
            Thread.sleep(timings.dripGap());
        }
    }

    private static String host(HttpExchange exchange) {
        String header = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Host"), "");
        int colon = header.lastIndexOf(':');
        return (colon < 0 ? header : header.substring(0, colon)).toLowerCase(Locale.ROOT);
    }
}

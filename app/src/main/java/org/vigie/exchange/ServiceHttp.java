package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.vigie.database.Mode;

/**
 * How services of others are asked: no redirect is followed, since a secret goes along; in test mode this machine only, otherwise by
 * TLS only; answers have a greatest size and a longest time.
 */
final class ServiceHttp {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Mode mode;
    private final Duration bodyTime;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(ExchangeLimits.ANSWER_TIME_MAX)
            .build();

    /** @param bodyTime how long the body of an answer may take */
    ServiceHttp(Mode mode, Duration bodyTime) {
        this.mode = mode;
        this.bodyTime = bodyTime;
    }

    /** Reads the body of an answer. */
    interface Reading<T> {
        T from(InputStream body) throws IOException;
    }

    /** Whether the address may be asked at all, in this mode. */
    boolean allows(URI base) {
        String host = base.getHost();
        if (host == null || base.getRawUserInfo() != null) {
            return false;
        }
        return switch (mode) {
            case TEST -> LOOPBACK.contains(host) && Set.of("http", "https").contains(base.getScheme());
            case LIVE -> "https".equals(base.getScheme());
        };
    }

    /** A request of that path, seen from the base. */
    HttpRequest.Builder request(URI base, String path) throws IOException {
        if (!allows(base)) {
            throw new ExchangeFailed("NOT_ALLOWED_IN_THIS_MODE");
        }
        try {
            return HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
                    .timeout(ExchangeLimits.ANSWER_TIME_MAX);
        } catch (IllegalArgumentException e) {
            throw new ExchangeFailed("STRANGE_NEXT_PAGE");
        }
    }

    /** @throws ExchangeFailed where the answer is not 200, too long or too slow */
    <T> T get(HttpRequest.Builder request, Reading<T> reading) throws IOException {
        HttpResponse<InputStream> answer = ask(request.GET());
        try (InputStream body = new Bounded(answer.body(), ExchangeLimits.ANSWER_BYTES_MAX)) {
            if (answer.statusCode() != 200) {
                throw new ExchangeFailed("STATUS_" + answer.statusCode());
            }
            return inTime(body, reading);
        }
    }

    /** @throws ExchangeFailed where it is not taken */
    void send(HttpRequest.Builder request) throws IOException {
        HttpResponse<InputStream> answer = ask(request);
        answer.body().close();
        if (answer.statusCode() / 100 != 2) {
            throw new ExchangeFailed("STATUS_" + answer.statusCode());
        }
    }

    /** The time-out of a request ends with the headers of its answer; closing the body is what ends a read that waits. */
    private <T> T inTime(InputStream body, Reading<T> reading) throws IOException {
        var reader = new CompletableFuture<Boolean>();
        var _ = reader.orTimeout(bodyTime.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, late) -> {
            if (late != null) {
                close(body);
            }
        });
        try {
            return reading.from(body);
        } catch (IOException e) {
            throw reader.isCompletedExceptionally() ? new ExchangeFailed("ANSWER_TOO_SLOW") : e;
        } finally {
            reader.complete(true);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // who reads it hears of it
        }
    }

    private HttpResponse<InputStream> ask(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            throw new ExchangeFailed("NO_ANSWER_IN_TIME");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeFailed("INTERRUPTED");
        }
    }
}

package org.vigie.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.vigie.database.Mode;

/**
 * Asks NCMEC's hash sharing, version 2, as public clients do: basic authentication, XML, ranges of time with pages. It follows
 * no redirect and goes on only at the host that it was told of, since the password goes along. In test mode it reaches this
 * machine only; otherwise it speaks TLS only.
 */
class NcmecClient {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** UTC to the second. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final Mode mode;
    private final Duration bodyTime;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(ExchangeLimits.ANSWER_TIME_MAX)
            .build();

    NcmecClient(Mode mode) {
        this(mode, ExchangeLimits.BODY_TIME_MAX);
    }

    /** @param bodyTime how long the body of an answer may take */
    NcmecClient(Mode mode, Duration bodyTime) {
        this.mode = mode;
        this.bodyTime = bodyTime;
    }

    /** Who asks. */
    record Access(URI base, String user, String password) {
        @Override
        public String toString() {
            return "Access[" + base.getHost() + "]";
        }
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

    /** The first page of what changed in that time. */
    NcmecPage first(Access access, Instant from, Instant to) throws IOException {
        return page(access, "/v2/entries?from=%s&to=%s".formatted(TIME.format(from), TIME.format(to)));
    }

    /** The page that an earlier one named. */
    NcmecPage next(Access access, String page) throws IOException {
        return page(access, page);
    }

    private NcmecPage page(Access access, String path) throws IOException {
        HttpResponse<InputStream> answer = ask(request(access, path).GET());
        try (InputStream body = new Bounded(answer.body(), ExchangeLimits.ANSWER_BYTES_MAX)) {
            if (answer.statusCode() != 200) {
                throw new ExchangeFailed("STATUS_" + answer.statusCode());
            }
            return inTime(body);
        }
    }

    /** The time-out of a request ends with the headers of its answer; closing the body is what ends a read that waits. */
    private NcmecPage inTime(InputStream body) throws IOException {
        var reading = new CompletableFuture<Boolean>();
        var _ = reading.orTimeout(bodyTime.toMillis(), TimeUnit.MILLISECONDS).whenComplete((_, late) -> {
            if (late != null) {
                close(body);
            }
        });
        try {
            return NcmecPage.read(body);
        } catch (IOException e) {
            throw reading.isCompletedExceptionally() ? new ExchangeFailed("ANSWER_TOO_SLOW") : e;
        } finally {
            reading.complete(true);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // who reads it hears of it
        }
    }

    /** Tells the contributor of an entry what we think of it. */
    void tell(Access access, NcmecEntry entry, Opinion opinion) throws IOException {
        String body = """
                <feedbackSubmission xmlns="https://hashsharing.ncmec.org/hashsharing/v2">%s</feedbackSubmission>""".formatted(
                        switch (opinion) {
                            case Opinion.Affirmative _ -> "<affirmative/>";
                            case Opinion.Negative(UUID reason) ->
                                "<negative><reasonIds><guid>%s</guid></reasonIds></negative>".formatted(reason);
                        });
        String path = "/v2/entries/%s/%s/%s/feedback".formatted(entry.member(), entry.id(), entry.type());
        HttpResponse<InputStream> answer = ask(request(access, path)
                .header("Content-Type", "application/xml; charset=utf-8")
                .PUT(BodyPublishers.ofString(body)));
        answer.body().close();
        if (answer.statusCode() / 100 != 2) {
            throw new ExchangeFailed("STATUS_" + answer.statusCode());
        }
    }

    private HttpRequest.Builder request(Access access, String path) throws IOException {
        URI target = target(access.base(), path);
        String credentials = access.user() + ":" + access.password();
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(target)
                .timeout(ExchangeLimits.ANSWER_TIME_MAX)
                .header("Authorization", "Basic " + basic)
                .header("Accept", "application/xml");
    }

    /** Paths are seen from the base, also those that the service names; another host is never gone to. */
    private URI target(URI base, String path) throws IOException {
        if (!allows(base)) {
            throw new ExchangeFailed("NOT_ALLOWED_IN_THIS_MODE");
        }
        if (!path.startsWith("/v2/") || path.contains("..") || path.contains("#")) {
            throw new ExchangeFailed("STRANGE_NEXT_PAGE");
        }
        try {
            return URI.create(base.toString().replaceAll("/+$", "") + path);
        } catch (IllegalArgumentException e) {
            throw new ExchangeFailed("STRANGE_NEXT_PAGE");
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

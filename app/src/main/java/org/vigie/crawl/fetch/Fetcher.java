package org.vigie.crawl.fetch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.SocketConfig;
import org.jspecify.annotations.Nullable;
import org.vigie.core.address.CanonicalAddress;

/**
 * Fetches one address, once: no redirects, no cookies, no sign-in, no proxy, no second try. Whatever the other side does comes
 * back as an outcome; nothing but a bug of ours comes out as an exception.
 */
public final class Fetcher implements AutoCloseable {
    /** The qualifier of the fetcher for files that are asked for one by one: neither waits for what the other one reads. */
    public static final String FOR_FILES = "fetcher-for-files";

    private static final String GET = "GET";

    private final CloseableHttpClient client;
    private final EgressGuard guard;
    private final FetchSettings settings;
    private final BodyReader bodies;
    private final LongSupplier nanos = System::nanoTime;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("crawl-deadlines").daemon().factory());

    Fetcher(CloseableHttpClient client, EgressGuard guard, BodyReader bodies, FetchSettings settings) {
        this.client = client;
        this.guard = guard;
        this.bodies = bodies;
        this.settings = settings;
    }

    /** Fetches. The answer holds its body in memory until it is closed. */
    public FetchOutcome fetch(CanonicalAddress address, BodyRule rule) {
        if (!guard.allowsPort(address.port())) {
            return new Failed(FetchFailure.REFUSED_PORT);
        }
        int spent = 0;
        while (true) {
            try {
                return attempt(address, rule);
            } catch (SpentConnection e) {
                // Nothing was sent: the request is still to be made, on another connection.
                spent++;
                if (spent > FetchLimits.CONNECTIONS_PER_HOST_MAX.value()) {
                    return new Failed(FetchFailure.BROKEN_OFF);
                }
            }
        }
    }

    private FetchOutcome attempt(CanonicalAddress address, BodyRule rule) throws SpentConnection {
        HttpUriRequestBase request = new HttpUriRequestBase(GET, URI.create(address.text()));
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, Decompression.OFFER);
        request.setHeader(HttpHeaders.ACCEPT, rule.accept());
        Deadline deadline = new Deadline(request);
        try {
            return exchange(address, rule, request, deadline);
        } catch (SpentConnection e) {
            throw e;
        } catch (BodyRefused e) {
            return new Failed(e.failure());
        } catch (IOException | HttpException e) {
            return new Failed(deadline.hasPassed() ? FetchFailure.TIMEOUT : failure(e));
        } catch (IllegalArgumentException | IllegalStateException | UnsupportedOperationException e) {
            // The client's way to say that an answer makes no sense to it.
            return new Failed(deadline.hasPassed() ? FetchFailure.TIMEOUT : FetchFailure.BAD_RESPONSE);
        } finally {
            deadline.done();
        }
    }

    private FetchOutcome exchange(
            CanonicalAddress address, BodyRule rule, HttpUriRequestBase request, Deadline deadline)
            throws IOException, HttpException {
        HttpHost target = new HttpHost(address.scheme(), withoutBrackets(address.host()), address.port());
        HttpClientContext context = HttpClientContext.create();
        ClassicHttpResponse response = client.executeOpen(target, request, context);
        try {
            deadline.headersCame();
            checkHeaders(response);
            return answer(response, rule, request, deadline, context);
        } catch (IOException | HttpException | RuntimeException e) {
            request.cancel();
            throw e;
        } finally {
            close(response);
        }
    }

    private Answer answer(
            ClassicHttpResponse response,
            BodyRule rule,
            HttpUriRequestBase request,
            Deadline deadline,
            HttpClientContext context)
            throws IOException {
        InetAddress peer = peer(context);
        boolean mayHaveBody = response.getCode() >= 200 && response.getCode() < 300 && response.getCode() != 206;
        HttpEntity entity = response.getEntity();
        WireStream wire = entity == null ? null : wire(entity);
        Body body = mayHaveBody && wire != null
                ? bodies.read(wire, encoding(entity), type(entity), rule, deadline.nanosLeft())
                : Body.unread(Body.Kind.NONE, "");
        if (wire != null && !wire.isAtEnd()) {
            // Closing alone would read the rest, which may be endless.
            request.cancel();
        }
        return new Answer(
                response.getCode(),
                text(response, HttpHeaders.LOCATION),
                body,
                peer,
                LenientTls.problem(context.getSSLSession()),
                LenientTls.leaf(context.getSSLSession()),
                RetryAfter.parse(text(response, HttpHeaders.RETRY_AFTER)));
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException ignored) {
            // All that was wanted has been read by now, and a broken connection is not used again.
        }
    }

    private WireStream wire(HttpEntity entity) throws IOException {
        // of the largest kind: what a body is, is not known yet
        int limit = FetchLimits.VIDEO_BYTES_MAX.value() + FetchLimits.BIG_BODY_BYTES.value();
        return new WireStream(entity.getContent(), entity.getContentLength(), limit, settings.rateGrace(), nanos);
    }

    private static String type(HttpEntity entity) {
        return entity.getContentType() == null ? "" : entity.getContentType();
    }

    private static String encoding(HttpEntity entity) {
        return entity.getContentEncoding() == null ? "" : entity.getContentEncoding();
    }

    private static void checkHeaders(MessageHeaders response) throws HttpException {
        int bytes = 0;
        for (Header header : response.getHeaders()) {
            bytes += header.getName().length()
                    + (header.getValue() == null ? 0 : header.getValue().length());
        }
        if (bytes > FetchLimits.HEADER_BYTES_MAX.value()) {
            throw new HttpException("headers over the limit");
        }
    }

    private static @Nullable String text(MessageHeaders response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null || header.getValue().isBlank() ? null : header.getValue();
    }

    private static InetAddress peer(HttpClientContext context) throws IOException {
        EndpointDetails ends = context.getEndpointDetails();
        if (ends != null && ends.getRemoteAddress() instanceof InetSocketAddress remote && !remote.isUnresolved()) {
            return remote.getAddress();
        }
        throw new RefusedAddress("peer unknown");
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static FetchFailure failure(Exception e) {
        return switch (e) {
            case RefusedAddress _ -> FetchFailure.REFUSED_ADDRESS;
            case SystemNames.NamesUnavailable _ -> FetchFailure.DNS;
            case UnknownHostException _ -> FetchFailure.NO_SUCH_NAME;
            case ConnectionRequestTimeoutException _ -> FetchFailure.ABANDONED;
            case SocketTimeoutException _ -> FetchFailure.TIMEOUT;
            case ConnectException _, NoRouteToHostException _ -> FetchFailure.CONNECT;
            case SSLException _ -> FetchFailure.TLS;
            case NoHttpResponseException _, ConnectionClosedException _ -> FetchFailure.BROKEN_OFF;
            // The client wraps what is wrong with the protocol in an exception of its own.
            case MalformedChunkCodingException _,
                    MessageConstraintException _,
                    HttpException _,
                    ClientProtocolException _ -> FetchFailure.BAD_RESPONSE;
            default -> FetchFailure.BROKEN_OFF;
        };
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }

    /** How long the client itself waits for a byte. */
    static SocketConfig socketConfig(Duration silence) {
        return SocketConfig.custom()
                .setSoTimeout((int) silence.toMillis(), TimeUnit.MILLISECONDS)
                .build();
    }

    /** Ends a fetch that takes too long, wherever it is: a socket's own timeout starts anew with each byte. */
    private final class Deadline {
        private final HttpUriRequestBase request;
        private final long begin = nanos.getAsLong();
        private final AtomicBoolean passed = new AtomicBoolean();
        private Future<?> next;

        Deadline(HttpUriRequestBase request) {
            this.request = request;
            next = schedule(settings.headerDeadline());
        }

        void headersCame() {
            next.cancel(false);
            next = schedule(Duration.ofNanos(nanosLeft()));
        }

        long nanosLeft() {
            return Math.max(0, settings.deadline().toNanos() - (nanos.getAsLong() - begin));
        }

        boolean hasPassed() {
            return passed.get();
        }

        void done() {
            next.cancel(false);
        }

        private Future<?> schedule(Duration after) {
            return deadlines.schedule(
                    () -> {
                        passed.set(true);
                        request.cancel();
                    },
                    after.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }
}

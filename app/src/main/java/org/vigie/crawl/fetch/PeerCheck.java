package org.vigie.crawl.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpConnection;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Looks once more, at the socket itself, before a byte of the request is sent; refuses a kept connection that was closed meanwhile,
 * or on which something lies that nobody asked for, which would be taken for the answer; and counts answers of status 1xx.
 */
final class PeerCheck extends HttpRequestExecutor {
    private static final Timeout GLANCE = Timeout.ofMilliseconds(1);

    private final EgressGuard guard;

    PeerCheck(EgressGuard guard) {
        this.guard = guard;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback ignored,
            HttpContext context)
            throws IOException, HttpException {
        EndpointDetails ends = connection.getEndpointDetails();
        if (ends == null || !(ends.getRemoteAddress() instanceof InetSocketAddress peer) || peer.isUnresolved()) {
            throw new RefusedAddress("peer unknown");
        }
        Optional<String> refusal = guard.refusal(peer.getAddress());
        if (refusal.isPresent()) {
            throw new RefusedAddress(refusal.get());
        }
        if (ends.getRequestCount() > 0 && (connection.isDataAvailable(GLANCE) || connection.isStale())) {
            throw new SpentConnection();
        }
        return super.execute(request, connection, new InterimAnswers(), context);
    }

    private static final class InterimAnswers implements HttpResponseInformationCallback {
        private int count;

        @Override
        public void execute(HttpResponse response, HttpConnection connection, HttpContext context)
                throws HttpException {
            count++;
            if (count > FetchLimits.INTERIM_ANSWERS_MAX.value()) {
                throw new ProtocolException("too many interim answers");
            }
        }
    }
}

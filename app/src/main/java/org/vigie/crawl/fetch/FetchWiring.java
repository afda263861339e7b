package org.vigie.crawl.fetch;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.database.Mode;

/** Puts the network side together. */
@Configuration(proxyBeanMethods = false)
class FetchWiring {
    /** A connection that rested longer is looked at before it is used; long-lived ones would outlive a change of names. */
    private static final TimeValue REST_MAX = TimeValue.ofMilliseconds(200);

    private static final TimeValue AGE_MAX = TimeValue.ofSeconds(60);

    @Bean(destroyMethod = "close")
    Fetcher fetcher(Mode mode, FetchSettings settings) {
        return fetcher(mode, settings, new BodyReader(FetchLimits.BIG_BODIES_MAX, FetchLimits.VIDEOS_MAX));
    }

    @Bean(destroyMethod = "close", defaultCandidate = false)
    @Qualifier(Fetcher.FOR_FILES)
    Fetcher fileFetcher(Mode mode, FetchSettings settings) {
        return fetcher(mode, settings, new BodyReader(FetchLimits.FILES_MAX, FetchLimits.FILES_MAX));
    }

    private static Fetcher fetcher(Mode mode, FetchSettings settings, BodyReader bodies) {
        NameService names = switch (mode) {
            case TEST -> new TestNames(settings.testNames());
            case LIVE -> new SystemNames(settings.lookupTimeout());
        };
        if (mode == Mode.LIVE && !settings.testNames().isEmpty()) {
            throw new IllegalStateException("vigie.crawl.test-names is for test mode only");
        }
        EgressGuard guard = new EgressGuard(mode, settings.ports());
        return new Fetcher(client(guard, names, settings, LenientTls.create()), guard, bodies, settings);
    }

    static Fetcher fetcher(EgressGuard guard, NameService names, FetchSettings settings) {
        return fetcher(guard, names, settings, LenientTls.create());
    }

    static Fetcher fetcher(EgressGuard guard, NameService names, FetchSettings settings, LenientTls tls) {
        BodyReader bodies = new BodyReader(FetchLimits.BIG_BODIES_MAX, FetchLimits.VIDEOS_MAX);
        return new Fetcher(client(guard, names, settings, tls), guard, bodies, settings);
    }

    private static CloseableHttpClient client(
            EgressGuard guard, NameService names, FetchSettings settings, LenientTls tls) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout silence = Timeout.of(settings.socketTimeout());
        Http1Config http = Http1Config.custom()
                .setMaxLineLength(FetchLimits.HEADER_LINE_MAX.value())
                .setMaxHeaderCount(FetchLimits.HEADERS_MAX.value())
                .build();
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new CheckedResolver(names, guard))
                .setTlsSocketStrategy(tls)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http)
                        // The client's own would skip lines until one looks like a status line.
                        .responseParserFactory(new DefaultHttpResponseParserFactory(http))
                        .build())
                .setDefaultSocketConfig(Fetcher.socketConfig(settings.socketTimeout()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(silence)
                        .setValidateAfterInactivity(REST_MAX)
                        .setTimeToLive(AGE_MAX)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setMaxConnTotal(FetchLimits.CONNECTIONS_MAX.value())
                .setMaxConnPerRoute(FetchLimits.CONNECTIONS_PER_HOST_MAX.value())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setRequestExecutor(new PeerCheck(guard))
                // A planner of our own, so that no proxy of the environment comes between the check and the connection.
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(silence)
                        .build())
                .setUserAgent(settings.userAgent())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableAutomaticRetries()
                .disableConnectionState()
                .build();
    }
}

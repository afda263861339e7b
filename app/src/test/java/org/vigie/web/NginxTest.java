package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.StaffService;
import org.vigie.testing.Figure;
import org.vigie.testing.Nginx;

/**
 * The sample configuration of nginx in front of a served application, on loopback with a certificate of its own: what it
 * speaks, what it passes on, and what arrives.
 */
@Tag("figures")
@ServedTest
@TestPropertySource(
        properties = {
            "server.forward-headers-strategy=native",
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1"
        })
class NginxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The names of the sample's two blocks. */
    private static final String PAGES = "vigie.example";

    private static final String PROGRAMS = "api.vigie.example";

    /** Without forward secrecy, or with CBC, RC4, 3DES or no encryption. */
    private static final int[] BAD_CIPHERS = {
        0x002f, 0x0035, 0x009c, 0x009d, 0x000a, 0x0005, 0x0033, 0x0067, 0xc013, 0xc014, 0xc027, 0xc028, 0x0000, 0x003b
    };

    @TempDir
    private Path folder = Path.of("");

    @LocalServerPort
    private int port;

    @Autowired
    private StaffService staff;

    @Autowired
    private OrganisationService organisations;

    @SuppressWarnings("NullAway.Init") // started before each test
    private Nginx nginx;

    @BeforeEach
    void start() throws Exception {
        nginx = Nginx.before(port, folder);
    }

    @AfterEach
    void stop() {
        if (nginx != null) { // there is none where the test was skipped
            nginx.close();
        }
    }

    @Test
    void speaksNewTlsOnlyAndPassesThePolicyThrough() throws Exception {
        assertThat(protocol("TLSv1.3")).isEqualTo("TLSv1.3");
        assertThat(protocol("TLSv1.2")).isEqualTo("TLSv1.2");
        for (var host : List.of(PAGES, PROGRAMS)) {
            speaksGoodCiphersOnly(host);
        }

        var raw = new RawHttp(nginx.trusting().getSocketFactory(), nginx.https());
        var page = raw.ask("GET /report HTTP/1.1");
        assertThat(page.status()).isEqualTo(200);
        check(page, "no-store");
        check(raw.ask("GET /assets/icon.svg HTTP/1.1"), "max-age=3600, public");
        check(raw.ask("GET /nothing HTTP/1.1"), "no-store");
        var plain = new RawHttp(nginx.http()).ask("GET /report HTTP/1.1");
        assertThat(plain.status()).isEqualTo(301);
        assertThat(plain.all("Location")).containsExactly("https://vigie.example/report");
        var tooLarge = raw.ask("POST /lists HTTP/1.1", "Content-Length: 999999999999");
        assertThat(tooLarge.status()).isIn(400, 413);
        assertThat(tooLarge.body()).doesNotContainPattern("nginx/\\d");
        Figure.keep(
                "S6-tls",
                "nginx with the sample, its block for pages and that for programs: TLS 1.2 and 1.3 only, 6 ciphers, HSTS once,"
                        + " no version told; policy of pages exact; no testssl.sh here");
    }

    private void speaksGoodCiphersOnly(String host) throws IOException {
        for (int minor = 0; minor <= 2; minor++) {
            assertThat(helloAnswer(host, minor, 0xc013, 0xc014, 0x002f, 0x0035, 0x000a))
                    .as("SSL 3.%d with the ciphers of its time, of %s", minor, host)
                    .isEqualTo(TlsHello.ALERT);
        }
        for (int cipher : BAD_CIPHERS) {
            assertThat(helloAnswer(host, 3, cipher))
                    .as("TLS 1.2 with %04x, of %s", cipher, host)
                    .isEqualTo(TlsHello.ALERT);
        }
        assertThat(helloAnswer(host, 3, 0xc02f))
                .as("the same with one that is good")
                .isEqualTo(TlsHello.HANDSHAKE);
    }

    @Test
    void programsAreToldNoVersionEither() throws Exception {
        var raw = new RawHttp(nginx.trusting().getSocketFactory(), PROGRAMS, nginx.https());
        var pages = raw.ask("GET /report HTTP/1.1");
        assertThat(pages.status()).as("pages are not served there").isEqualTo(404);
        for (var answer : List.of(raw.ask("GET /m/raw_lookup HTTP/1.1"), pages)) {
            assertThat(answer.all("Server")).as("answer %d", answer.status()).containsExactly("nginx");
            assertThat(answer.all("Strict-Transport-Security")).containsExactly("max-age=31536000");
            assertThat(answer.body()).doesNotContainPattern("nginx/\\d");
        }
    }

    @Test
    void theCookieIsOfThisHostAndHttpsOnly() throws Exception {
        var raw = new RawHttp(nginx.trusting().getSocketFactory(), nginx.https());
        var link = staff.oneTimeSignIn(organisations.hotline());

        // the link is for this machine, and what comes through the proxy comes from it
        assertThat(raw.ask("GET " + link.getPath() + " HTTP/1.1").all("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("__Host-vigie=[0-9A-F]{32}; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void whoClaimsOtherNetworksIsCountedAsOne() throws Exception {
        var raw = new RawHttp(nginx.trusting().getSocketFactory(), nginx.https());
        var statuses = new java.util.TreeSet<Integer>();
        for (int i = 0; i < 8; i++) {
            statuses.add(raw.form(
                            "/receipt",
                            "code=ABCD",
                            "X-Forwarded-For: 203.0." + i + ".7",
                            "Forwarded: for=203.0." + i + ".7")
                    .status());
        }
        assertThat(statuses).containsExactly(422, 429);
    }

    @Test
    void whoAsksForPagesOfTheStaffTooFastIsTurnedAwayAndNoWitnessIs() throws Exception {
        var raw = new RawHttp(nginx.trusting().getSocketFactory(), nginx.https());
        var staffPages = new ConcurrentSkipListSet<Integer>();
        try (var many = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 600; i++) {
                many.execute(() -> staffPages.add(status(raw, "/nothing")));
            }
        }
        assertThat(staffPages).containsExactlyInAnyOrder(404, 429);
        for (int i = 0; i < 10; i++) {
            assertThat(status(raw, "/report")).isEqualTo(200);
            assertThat(status(raw, "/assets/icon.svg")).isEqualTo(200);
        }
    }

    private static int status(RawHttp raw, String path) {
        try {
            return raw.ask("GET " + path + " HTTP/1.1").status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(RawHttp.Answer answer, String caching) {
        BrowserPolicy.HEADERS.forEach((name, value) -> assertThat(answer.all(name))
                .as("%s (%d)", name, answer.status())
                .containsExactly(name.equals("Cache-Control") ? caching : value));
        assertThat(answer.all("Strict-Transport-Security")).containsExactly("max-age=31536000");
        assertThat(answer.all("Server")).containsExactly("nginx");
    }

    private String protocol(String wanted) throws IOException {
        try (var socket = (SSLSocket) nginx.trusting().getSocketFactory().createSocket("127.0.0.1", nginx.https())) {
            socket.setEnabledProtocols(new String[] {wanted});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private int helloAnswer(String host, int minor, int... ciphers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), nginx.https())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(TlsHello.bytes(host, minor, ciphers));
            return Math.max(socket.getInputStream().read(), TlsHello.ALERT);
        }
    }
}

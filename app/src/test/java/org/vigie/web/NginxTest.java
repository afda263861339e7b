package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.StaffService;
import org.vigie.testing.Figure;

/**
 * The sample configuration of nginx in front of a served application, on loopback with a certificate of its own: what it
 * speaks, what it passes on, and what arrives.
 */
@ServedTest
@TestPropertySource(
        properties = {
            "server.forward-headers-strategy=native",
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1"
        })
class NginxTest {
    private static final Path SAMPLE = Path.of("../deploy/nginx.conf");
    private static final Path NGINX = Path.of("/usr/sbin/nginx");
    private static final String PASSWORD = "for-one-test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder = Path.of("");

    @LocalServerPort
    private int port;

    @Autowired
    private StaffService staff;

    @Autowired
    private OrganisationService organisations;

    private int https;
    private int http;
    private Process nginx = none();
    private SSLContext trusting = unset();

    private static Process none() {
        try {
            return new ProcessBuilder("true").start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext unset() {
        try {
            return SSLContext.getDefault();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(NGINX), "skipped: nginx is not installed (Debian: nginx-light)");
        https = freePort();
        http = freePort();
        var keys = certificate();
        var server = Files.readString(SAMPLE)
                .replaceAll("(?m)^ *listen \\[::\\].*\n", "")
                .replace("listen 443 ssl", "listen 127.0.0.1:" + https + " ssl")
                .replace("listen 80;", "listen 127.0.0.1:" + http + ";")
                .replace("/etc/vigie/tls/fullchain.pem", keys + "/chain.pem")
                .replace("/etc/vigie/tls/key.pem", keys + "/key.pem")
                .replace("/var/log/nginx/vigie-error.log", folder + "/error.log")
                .replace("127.0.0.1:8080", "127.0.0.1:" + port);
        var whole = folder.resolve("nginx.conf");
        Files.writeString(whole, """
                %s
                daemon off;
                pid %s/pid;
                error_log stderr crit;
                events { worker_connections 64; }
                http {
                    client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/f;
                    uwsgi_temp_path %2$s/u; scgi_temp_path %2$s/s;
                    %s
                }
                """.formatted(
                        System.getProperty("user.name").equals("root") ? "user root;" : "", folder, server));
        nginx = new ProcessBuilder(NGINX.toString(), "-p", folder.toString(), "-c", whole.toString(), "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        awaitPort();
    }

    @AfterEach
    void stop() throws InterruptedException {
        nginx.destroy();
        nginx.waitFor(10, TimeUnit.SECONDS);
    }

    @Test
    void speaksNewTlsOnlyAndPassesThePolicyThrough() throws Exception {
        assertThat(protocol("TLSv1.3")).isEqualTo("TLSv1.3");
        assertThat(protocol("TLSv1.2")).isEqualTo("TLSv1.2");
        for (int minor = 0; minor <= 2; minor++) {
            assertThat(helloAnswer(minor, 0xc013, 0xc014, 0x002f, 0x0035, 0x000a))
                    .as("SSL 3.%d with the ciphers of its time", minor)
                    .isEqualTo(TlsHello.ALERT);
        }
        assertThat(helloAnswer(
                        3, 0x002f, 0x0035, 0x009c, 0x000a, 0x0005, 0x0033, 0x0067, 0xc013, 0xc027, 0x0000, 0x003b))
                .as("TLS 1.2 without forward secrecy, or with CBC, RC4, 3DES or nothing")
                .isEqualTo(TlsHello.ALERT);
        assertThat(helloAnswer(3, 0xc02f)).as("the same with one that is good").isEqualTo(TlsHello.HANDSHAKE);

        var raw = new RawHttp(trusting.getSocketFactory(), https);
        var page = raw.ask("GET /report HTTP/1.1");
        assertThat(page.status()).isEqualTo(200);
        check(page, "no-store");
        check(raw.ask("GET /assets/icon.svg HTTP/1.1"), "max-age=3600, public");
        check(raw.ask("GET /nothing HTTP/1.1"), "no-store");
        var plain = new RawHttp(http).ask("GET /report HTTP/1.1");
        assertThat(plain.status()).isEqualTo(301);
        assertThat(plain.all("Location")).containsExactly("https://vigie.example/report");
        var tooLarge = raw.ask("POST /lists HTTP/1.1", "Content-Length: 999999999999");
        assertThat(tooLarge.status()).isIn(400, 413);
        assertThat(tooLarge.body()).doesNotContainPattern("nginx/\\d");
        Figure.keep(
                "S6-tls",
                "nginx with the sample: TLS 1.2 and 1.3 only, 6 ciphers, policy exact, HSTS once; no testssl.sh here");
    }

    @Test
    void theCookieIsOfThisHostAndHttpsOnly() throws Exception {
        var raw = new RawHttp(trusting.getSocketFactory(), https);
        var link = staff.oneTimeSignIn(organisations.hotline());

        // the link is for this machine, and what comes through the proxy comes from it
        assertThat(raw.ask("GET " + link.getPath() + " HTTP/1.1").all("Set-Cookie"))
                .singleElement()
                .asString()
                .matches("__Host-vigie=[0-9A-F]{32}; Path=/; Secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void whoClaimsOtherNetworksIsCountedAsOne() throws Exception {
        var raw = new RawHttp(trusting.getSocketFactory(), https);
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

    private static void check(RawHttp.Answer answer, String caching) {
        BrowserPolicy.HEADERS.forEach((name, value) -> assertThat(answer.all(name))
                .as("%s (%d)", name, answer.status())
                .containsExactly(name.equals("Cache-Control") ? caching : value));
        assertThat(answer.all("Strict-Transport-Security")).containsExactly("max-age=31536000");
        assertThat(answer.all("Server")).containsExactly("nginx");
    }

    private String protocol(String wanted) throws IOException {
        try (var socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", https)) {
            socket.setEnabledProtocols(new String[] {wanted});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private int helloAnswer(int minor, int... ciphers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), https)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(TlsHello.bytes(minor, ciphers));
            return Math.max(socket.getInputStream().read(), TlsHello.ALERT);
        }
    }

    /** A key and its own certificate, as PEM, and a context that trusts it. */
    private Path certificate() throws Exception {
        var store = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "t",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=vigie.example",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .start();
        made.getInputStream().readAllBytes();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Files.writeString(
                folder.resolve("key.pem"),
                pem("PRIVATE KEY", keys.getKey("t", PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(
                folder.resolve("chain.pem"),
                pem("CERTIFICATE", keys.getCertificate("t").getEncoded()));
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("t", keys.getCertificate("t"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
        return folder;
    }

    private static String pem(String kind, byte[] content) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n".formatted(kind, text);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && nginx.isAlive()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), https)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("nginx did not start: " + Files.readString(folder.resolve("out.log")));
    }
}

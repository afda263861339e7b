package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import org.vigie.testing.Nginx;
import org.vigie.testing.TestCertificate;
import tools.jackson.databind.json.JsonMapper;

/**
 * S17: a token that is bound to a certificate, with the real nginx and its sample configuration in between. It opens with that
 * certificate, shown to nginx; no other certificate opens anything, and no word about one.
 */
@Tag("figures")
@TestPropertySource(
        properties = {
            "vigie.api.base-url=https://api.vigie.example",
            "vigie.api.certificate-proxies=127.0.0.1",
            "server.forward-headers-strategy=native",
            "server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1"
        })
class CertificateProxyTest extends ServedApi {
    private static final String PROGRAMS = "api.vigie.example";
    private static final String PEOPLE = "vigie.example";
    private static final String HASH = "5a".repeat(32);
    private static final String ASKED = "/m/raw_lookup?signal_type=sha256&signal=" + HASH;

    /** Addresses of this machine, one for each who could open a connection. */
    private static final String PROXY = "127.0.0.1";

    private static final String CLIENT = "127.0.0.3";
    private static final String STRANGER = "127.0.0.2";

    @TempDir
    private Path folder = Path.of("");

    @Autowired
    private FakeClock clock;

    @Autowired
    private ClientKeyService keys;

    /** Answers the status of a request with those headers. */
    @FunctionalInterface
    private interface Way {
        int ask(String... headers) throws IOException;
    }

    @Test
    void aTokenOpensWithItsCertificateAndNothingElseDoes() throws Exception {
        list("sha256," + HASH + ",csam,test,\n");
        var signing = Signing.ed25519(clock);
        var client = clientWith(signing);
        var own = TestCertificate.make(folder, "own.example");
        var other = TestCertificate.make(folder, "other.example");
        try (var nginx = Nginx.before(port, folder)) {
            String token = token(nginx, own, client, signing);
            String bearer = "Authorization: Bearer " + token;
            String claim = Certificates.HEADER + ": " + asNginxWritesIt(own);
            Way withOwn = headers -> tls(nginx, nginx.trusting(own), PROGRAMS, headers);
            assertThat(withOwn.ask(bearer)).isEqualTo(200);

            int refused = 0;
            for (var way : ways(nginx, own, other).entrySet()) {
                assertThat(way.getValue().ask(bearer)).as(way.getKey()).isEqualTo(401);
                assertThat(way.getValue().ask(bearer, claim))
                        .as("%s, and a header that names the own one", way.getKey())
                        .isEqualTo(401);
                assertThat(way.getValue().ask(bearer, claim, "X-Forwarded-For: " + PROXY, "Forwarded: for=" + PROXY))
                        .as("%s, in the name of the proxy", way.getKey())
                        .isEqualTo(401);
                refused += 3;
            }
            assertThat(withOwn.ask(bearer)).as("the client itself goes on").isEqualTo(200);
            assertThat(plain(PROXY, bearer, claim))
                    .as("what a proxy says is believed, so the header was right all the time")
                    .isEqualTo(200);
            Figure.keep(
                    "S17-certificates",
                    "through nginx: a bound token opens with its certificate, and in 0 of %d other ways"
                            .formatted(refused));
        }
    }

    private Map<String, Way> ways(Nginx nginx, TestCertificate own, TestCertificate other) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("no certificate", headers -> tls(nginx, nginx.trusting(), PROGRAMS, headers));
        ways.put("another certificate", headers -> tls(nginx, nginx.trusting(other), PROGRAMS, headers));
        ways.put("the own one, at the name for people", headers -> tls(nginx, nginx.trusting(own), PEOPLE, headers));
        ways.put("past nginx, from another address", headers -> plain(STRANGER, headers));
        return ways;
    }

    private UUID clientWith(Signing signing) {
        return CurrentOrganisation.as(org, () -> {
            var id = clients.create("Partner", Circle.INSIDE, 1000, TEST).id();
            keys.add(id, signing.publicKey(), TEST);
            return id;
        });
    }

    private String token(Nginx nginx, TestCertificate shown, UUID client, Signing signing) throws IOException {
        var assertion = signing.assertion(client, "https://api.vigie.example/oauth/token", UnaryOperator.identity());
        var form = "grant_type=client_credentials"
                + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                + "&client_assertion=" + assertion;
        try (var socket = secured(nginx, nginx.trusting(shown), PROGRAMS)) {
            var answer = exchange(
                    socket,
                    "POST /oauth/token",
                    form,
                    "Host: " + PROGRAMS,
                    "Content-Type: application/x-www-form-urlencoded");
            // without the lengths that stand around the parts of an answer that is sent in parts
            var json = JsonMapper.shared().readTree(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
            assertThat(json.path("token_type").asString("")).as(answer).isEqualTo("Bearer");
            return json.get("access_token").asString();
        }
    }

    private static int tls(Nginx nginx, SSLContext context, String host, String... headers) throws IOException {
        try (var socket = secured(nginx, context, host)) {
            return ask(socket, host, headers);
        }
    }

    private int plain(String from, String... headers) throws IOException {
        try (var socket = connected(from, port)) {
            return ask(socket, PROGRAMS, headers);
        }
    }

    private static int ask(Socket socket, String host, String... headers) throws IOException {
        var all = new String[headers.length + 1];
        all[0] = "Host: " + host;
        System.arraycopy(headers, 0, all, 1, headers.length);
        return Integer.parseInt(exchange(socket, "GET " + ASKED, "", all).split(" ", 3)[1]);
    }

    /** The name is sent with the first message of TLS, by which nginx chooses what it asks for. */
    private static Socket secured(Nginx nginx, SSLContext context, String host) throws IOException {
        var plain = connected(CLIENT, nginx.https());
        return context.getSocketFactory().createSocket(plain, host, nginx.https(), true);
    }

    private static Socket connected(String from, int to) throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(PROXY), to));
        return socket;
    }

    private static String exchange(Socket socket, String line, String body, String... headers) throws IOException {
        var text = line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n"
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n") + "\r\n" + body;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String asNginxWritesIt(TestCertificate certificate) throws IOException {
        return URLEncoder.encode(Files.readString(certificate.chain()), StandardCharsets.UTF_8)
                .replace("+", "%20");
    }
}

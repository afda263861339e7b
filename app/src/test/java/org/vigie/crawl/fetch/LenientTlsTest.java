package org.vigie.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.Mode;
import org.vigie.testing.HostileServer;

/** Servers with a good, a bad and no certificate: fetched from all the same, and told apart. */
class LenientTlsTest extends FetchTestBase {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static KeyStore authority;
    private static KeyStore good;
    private static KeyStore expired;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        String ca = folder.resolve("ca.p12").toString();
        keytool("-genkeypair", "-keystore", ca, "-alias", "ca", "-keyalg", "EC", "-dname", "CN=ca", "-ext", "bc:c");
        good = signed(folder, ca, "good", "-1d");
        expired = signed(folder, ca, "expired", "-9d");
        authority = KeyStore.getInstance("PKCS12");
        authority.load(null, PASSWORD);
        authority.setCertificateEntry("ca", load(ca).getCertificate("ca"));
    }

    /** A certificate for host.example that is good for two days. */
    private static KeyStore signed(Path folder, String ca, String name, String begins) throws Exception {
        String store = folder.resolve(name + ".p12").toString();
        String request = folder.resolve(name + ".csr").toString();
        String certificate = folder.resolve(name + ".crt").toString();
        String root = folder.resolve(name + "-ca.crt").toString();
        keytool("-genkeypair", "-keystore", store, "-alias", "host", "-keyalg", "EC", "-dname", "CN=host.example");
        keytool("-certreq", "-keystore", store, "-alias", "host", "-file", request);
        keytool(
                "-gencert",
                "-keystore",
                ca,
                "-alias",
                "ca",
                "-infile",
                request,
                "-outfile",
                certificate,
                "-ext",
                "san=dns:host.example",
                "-startdate",
                begins,
                "-validity",
                "2");
        keytool("-exportcert", "-keystore", ca, "-alias", "ca", "-file", root);
        keytool("-importcert", "-noprompt", "-keystore", store, "-alias", "ca", "-file", root);
        keytool("-importcert", "-noprompt", "-keystore", store, "-alias", "host", "-file", certificate);
        return load(store);
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", new String(PASSWORD), "-J-XX:TieredStopAtLevel=1"));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static KeyStore load(String file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private HostileServer secure(KeyStore own) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return kept(new HostileServer(
                context.getServerSocketFactory(),
                new byte[0],
                (connection, request) -> connection.sendPage("<html>hello</html>")));
    }

    private FetchOutcome fetch(HostileServer server, String host, @Nullable KeyStore trusted) {
        Fetcher fetcher = kept(FetchWiring.fetcher(
                new EgressGuard(Mode.TEST, Set.of()),
                new TestNames(List.of("host.example=127.0.0.1", "other.example=127.0.0.1")),
                QUICK,
                LenientTls.create(trusted)));
        return fetcher.fetch(CanonicalAddress.parse("https://" + host + ":" + server.port() + "/"), BodyRule.CONTENT);
    }

    @Test
    void aGoodCertificateIsNoProblem() throws Exception {
        Answer answer = answer(fetch(secure(good), "host.example", authority));

        assertThat(answer.tlsProblem()).isNull();
        assertThat(answer.certificate()).hasSize(64);
    }

    @Test
    void aCertificateOfAnotherNameIsTold() throws Exception {
        Answer answer = answer(fetch(secure(good), "other.example", authority));

        assertThat(answer.tlsProblem()).isEqualTo("name");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aCertificateOfNobodyKnownIsTold() throws Exception {
        Answer answer = answer(fetch(secure(good), "host.example", null));

        assertThat(answer.tlsProblem()).isEqualTo("chain");
        assertThat(answer.body().kind()).isEqualTo(Body.Kind.PAGE);
        assertThat(answer.certificate()).hasSize(64);
    }

    @Test
    void anExpiredCertificateIsTold() throws Exception {
        assertThat(answer(fetch(secure(expired), "host.example", authority)).tlsProblem())
                .isEqualTo("chain");
    }

    @Test
    void itIsToldOfLaterAnswersOnTheSameConnectionToo() throws Exception {
        HostileServer server = secure(good);
        Fetcher fetcher = fetcher();
        CanonicalAddress address = CanonicalAddress.parse("https://host.example:" + server.port() + "/");

        for (int i = 0; i < 3; i++) {
            assertThat(answer(fetcher.fetch(address, BodyRule.CONTENT)).tlsProblem())
                    .isEqualTo("chain");
        }
    }

    @Test
    void aServerThatSpeaksNoTlsHasNone() throws Exception {
        HostileServer plain = kept(new HostileServer(
                ServerSocketFactory.getDefault(),
                "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                (connection, request) -> connection.close()));

        assertFailed(fetch(plain, "host.example", null), FetchFailure.TLS);
    }

    @Test
    void aHandshakeByteForByteEndsAtTheDeadline() throws Exception {
        // A record of a handshake that is announced to be long, and comes slowly.
        HostileServer slow = kept(new HostileServer(
                ServerSocketFactory.getDefault(),
                new byte[] {22, 3, 3, 64, 0},
                (connection, request) -> connection.rest(Duration.ofSeconds(30))));

        long begin = System.nanoTime();
        assertFailed(fetch(slow, "host.example", null), FetchFailure.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }
}

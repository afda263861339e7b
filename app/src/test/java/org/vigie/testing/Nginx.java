package org.vigie.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The sample configuration of nginx in front of a served application, on loopback with a certificate of its own. */
public final class Nginx implements AutoCloseable {
    private static final Path SAMPLE = Path.of("../deploy/nginx.conf");
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final TestCertificate certificate;
    private final int https;
    private final int http;
    private final Process process;

    private Nginx(Path folder, int port) throws IOException, InterruptedException {
        this.folder = folder;
        certificate = TestCertificate.make(folder, "vigie.example");
        https = freePort();
        http = freePort();
        var whole = folder.resolve("nginx.conf");
        Files.writeString(whole, configuration(port));
        process = new ProcessBuilder(
                        PROGRAM.toString(), "-p", folder.toString(), "-c", whole.toString(), "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        awaitPort();
    }

    /**
     * Starts it, or skips the test that asks where it is not installed.
     *
     * @param folder for what it writes; nobody else's
     * @param port of the application
     */
    public static Nginx before(int port, Path folder) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PROGRAM), "skipped: nginx is not installed (Debian: nginx-light)");
        return new Nginx(folder, port);
    }

    public int https() {
        return https;
    }

    public int http() {
        return http;
    }

    /** Believes this server, and shows it nothing. */
    public SSLContext trusting() {
        return certificate.trusted();
    }

    /** Believes this server, and shows it that certificate when asked. */
    public SSLContext trusting(TestCertificate shown) {
        return certificate.trustedBy(shown);
    }

    private String configuration(int port) throws IOException {
        var server = Files.readString(SAMPLE)
                .replaceAll("(?m)^ *listen \\[::\\].*\n", "")
                .replace("listen 443 ssl", "listen 127.0.0.1:" + https + " ssl")
                .replace("listen 80;", "listen 127.0.0.1:" + http + ";")
                .replace("/etc/vigie/tls/fullchain.pem", certificate.chain().toString())
                .replace("/etc/vigie/tls/key.pem", certificate.key().toString())
                .replace("/var/log/nginx/vigie-error.log", folder + "/error.log")
                .replace("127.0.0.1:8080", "127.0.0.1:" + port);
        return """
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
                """.formatted(System.getProperty("user.name").equals("root") ? "user root;" : "", folder, server);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), https)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new AssertionError("nginx did not start: " + Files.readString(folder.resolve("out.log")));
    }

    /** Ends it. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

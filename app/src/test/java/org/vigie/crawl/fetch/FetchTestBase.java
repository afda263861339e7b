package org.vigie.crawl.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.Mode;
import org.vigie.testing.HostileServer;

/** A fetcher with short times, and hostile servers on loopback. */
abstract class FetchTestBase {
    static final FetchSettings QUICK = new FetchSettings(
            List.of(),
            Set.of(),
            "https://operator.example",
            Duration.ofSeconds(2),
            Duration.ofMillis(600),
            Duration.ofMillis(1_200),
            Duration.ofMillis(2_500),
            Duration.ofMillis(400),
            Duration.ofMillis(500));

    /** What the buffers of the system may hold of a body that nobody reads any more. */
    static final long BUFFERED_MAX = 12L << 20;

    /** For bodies that take a while on a busy machine. */
    static final FetchSettings PATIENT = new FetchSettings(
            List.of(),
            Set.of(),
            "",
            QUICK.connectTimeout(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            QUICK.lookupTimeout());

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Fetcher fetcher = fetcher(QUICK);

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    final <T extends AutoCloseable> T kept(T closeable) {
        open.add(closeable);
        return closeable;
    }

    HostileServer server(HostileServer.Script script) {
        try {
            return kept(new HostileServer(script));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the text for each request, and hangs up. */
    HostileServer saying(String text) {
        return server((connection, request) -> {
            connection.send(text);
            connection.close();
        });
    }

    FetchOutcome fetch(HostileServer server) {
        return fetch(server, BodyRule.CONTENT);
    }

    FetchOutcome fetch(HostileServer server, BodyRule rule) {
        return fetcher.fetch(address(server, "/page"), rule);
    }

    final Fetcher fetcher(FetchSettings settings) {
        return kept(FetchWiring.fetcher(
                new EgressGuard(Mode.TEST, Set.of()), new TestNames(List.of("host.example=127.0.0.1")), settings));
    }

    Fetcher fetcher() {
        return fetcher;
    }

    static CanonicalAddress address(HostileServer server, String path) {
        return CanonicalAddress.parse("http://host.example:" + server.port() + path);
    }

    static void assertFailed(FetchOutcome outcome, FetchFailure failure) {
        assertThat(outcome).isEqualTo(new Failed(failure));
    }

    static Answer answer(FetchOutcome outcome) {
        assertThat(outcome).isInstanceOf(Answer.class);
        return (Answer) outcome;
    }

    static byte[] gzip(byte[] bytes) {
        return packed(bytes, out -> new GZIPOutputStream(out));
    }

    static byte[] zlib(byte[] bytes) {
        return packed(bytes, DeflaterOutputStream::new);
    }

    static byte[] bareDeflate(byte[] bytes) {
        return packed(bytes, out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true)));
    }

    private interface Packer {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] packed(byte[] bytes, Packer packer) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = packer.around(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** The head of a good answer around a body of that many bytes. */
    static String head(String type, long length, String more) {
        return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n" + more + "\r\n";
    }
}

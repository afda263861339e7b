package org.vigie.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server that knows nothing of HTTP but where a request ends, and says what its script says, byte for byte: for answers that no
 * good server gives. Its own log is what tests believe, not what the client says of itself.
 */
public final class HostileServer implements AutoCloseable {
    private static final int HEAD_BYTES_MAX = 64 * 1024;
    /** Small, so that what was written is close to what was read. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private final ServerSocket socket;
    private final Script script;
    private final byte[] greeting;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    /** Answers one request; may do so as badly as it likes. */
    @FunctionalInterface
    public interface Script {
        void answer(Connection connection, Request request) throws IOException;
    }

    /**
     * A request, as the server saw it.
     *
     * @param target the path and query, as sent
     * @param host the header Host, lower case
     * @param head all that was sent
     * @param beganNanos when its first byte came
     * @param endedNanos of the answer; 0 until then
     */
    public record Request(String target, String host, String head, long beganNanos, AtomicLong endedNanos) {}

    /** Listens on a free port of loopback. */
    public HostileServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), new byte[0], script);
    }

    /**
     * Listens on a free port of loopback.
     *
     * @param greeting what is said before anybody asks
     */
    public HostileServer(ServerSocketFactory sockets, byte[] greeting, Script script) throws IOException {
        this.script = script;
        this.greeting = greeting.clone();
        socket = sockets.createServerSocket(0, 200, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        threads.execute(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** What was asked for, in the order in which it came. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public int connections() {
        return connections.get();
    }

    /** Bytes that the system took from the scripts; what lay in its buffers when the client hung up is counted too. */
    public long written() {
        return written.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSendBufferSize(SEND_BUFFER_BYTES);
            Connection connection = new Connection(client);
            if (greeting.length > 0) {
                connection.send(greeting);
            }
            InputStream in = new BufferedInputStream(client.getInputStream());
            while (!client.isClosed()) {
                Request request = read(in);
                if (request == null) {
                    return;
                }
                requests.add(request);
                try {
                    script.answer(connection, request);
                } finally {
                    request.endedNanos().set(System.nanoTime());
                }
            }
        } catch (IOException e) {
            // A client that hangs up is what most of these scripts want.
            return;
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        long began = 0;
        while (head.length() < HEAD_BYTES_MAX && !head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            began = began == 0 ? System.nanoTime() : began;
            head.append((char) next);
        }
        String text = head.toString();
        String host = text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("host:"))
                .map(line -> line.substring("host:".length()).strip().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("");
        return new Request(text.split(" ", 3)[1], host, text, began, new AtomicLong());
    }

    /** One connection, to be misused. */
    public final class Connection {
        private final Socket client;
        private final OutputStream out;

        private Connection(Socket client) throws IOException {
            this.client = client;
            out = client.getOutputStream();
        }

        public void send(String text) throws IOException {
            send(text.getBytes(ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            written.addAndGet(bytes.length);
        }

        /** A well-made answer. */
        public void sendPage(String html) throws IOException {
            sendBody("text/html; charset=utf-8", html.getBytes(UTF_8));
        }

        /** A well-made answer. */
        public void sendBody(String type, byte[] body) throws IOException {
            send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n\r\n");
            send(body);
        }

        /** One byte at a time, with a pause after each. */
        public void drip(String text, Duration pause) throws IOException {
            for (byte one : text.getBytes(ISO_8859_1)) {
                send(new byte[] {one});
                rest(pause);
            }
        }

        /** The same again and again, until the client hangs up or that many bytes are out. */
        public void repeat(byte[] bytes, long bytesMax) throws IOException {
            for (long sent = 0; sent < bytesMax; sent += bytes.length) {
                send(bytes);
            }
        }

        /** Says nothing for so long, or until the server closes. */
        public void rest(Duration pause) throws IOException {
            try {
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("the test is over");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        /** Hangs up in good order. */
        public void close() throws IOException {
            client.close();
        }

        /** Breaks the connection: the client sees a reset. */
        public void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }
    }
}

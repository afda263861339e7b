package org.vigie.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hosts that answer in all the ways in which a program is tempted to say where it was: all addresses and texts are canaries. */
final class CanarySite implements AutoCloseable {
    /** Where the second half of the hosts is; not every system has it. */
    static final String ELSEWHERE = "127.200.0.1";

    private final HttpServer server;
    private @Nullable HttpServer elsewhere;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Canaries canaries;
    private final byte[] picture;
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<String> addresses = ConcurrentHashMap.newKeySet();

    /** @param picture one of the hash list, which every host serves at its first path */
    CanarySite(Canaries canaries, byte[] picture) throws IOException {
        this.canaries = canaries;
        this.picture = picture;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        begin(server);
        try {
            elsewhere = HttpServer.create(new InetSocketAddress(ELSEWHERE, port()), 0);
            begin(elsewhere);
        } catch (BindException e) {
            elsewhere = null;
        }
    }

    private void begin(HttpServer one) {
        one.setExecutor(threads);
        one.createContext("/", this::answer);
        one.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address(int host, int path) {
        var address = "http://%s:%d%s".formatted(canaries.host(host), port(), canaries.path(path));
        addresses.add(address);
        return address;
    }

    /** How many different ones were asked for, to be sent somewhere. */
    int addresses() {
        return addresses.size();
    }

    int answered() {
        return answered.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        answered.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        int kind = path.matches(".*-\\d{3}/shown") ? Integer.parseInt(path.replaceAll(".*-(\\d{3})/shown", "$1")) : -1;
        int host =
                Integer.parseInt(exchange.getRequestHeaders().getFirst("Host").replaceAll("^c(\\d{3}).*", "$1"));
        exchange.getResponseHeaders().set("X-Powered-By", canaries.words(kind + 1));
        exchange.getResponseHeaders().set("Set-Cookie", "name=" + canaries.token(kind + 1));
        switch (kind) {
            case 0 -> send(exchange, 200, "text/html; charset=" + canaries.token(0), page(host));
            case 1 -> send(exchange, 200, "image/jpeg", picture);
            case 2 -> redirect(exchange, address(host, 3));
            case 3 -> redirect(exchange, address(host + 500, 4));
            case 4 -> send(exchange, 500, "text/plain", text(canaries.words(4)));
            case 5 -> send(exchange, 200, "image/jpeg", damaged());
            case 6 -> send(exchange, 200, "image/" + canaries.token(6), text(canaries.words(6)));
            case 7 -> redirect(exchange, "http://[" + canaries.token(7) + "]:" + canaries.token(7) + "/%zz");
            case 8 -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                send(exchange, 200, "text/html", text(canaries.words(8)));
            }
            case 10 -> send(exchange, 200, "image/jpeg", withComment());
            case 9 -> exchange.close(); // hangs up in the middle of an answer that was never begun
            case -1 ->
                send(
                        exchange,
                        200,
                        "text/plain",
                        text("User-agent: *\nDisallow: " + canaries.path(12) + "\n" + canaries.words(13) + ": "
                                + canaries.words(13) + "\nSitemap: " + address(host, 14) + "\n"));
            default -> send(exchange, 404, "text/html", text("<title>" + canaries.words(kind) + "</title>"));
        }
    }

    /** Links to every other path of its host, to a host without a name server, and texts. */
    private byte[] page(int host) {
        var page = new StringBuilder("<html><head><title>" + canaries.words(host) + "</title></head><body>");
        page.append("<img src='")
                .append(address(host, 1))
                .append("' alt='")
                .append(canaries.words(1))
                .append("'>");
        for (int path = 2; path < 13; path++) {
            page.append("<a href='%s'>%s</a><img src='%s'>"
                    .formatted(address(host, path), canaries.words(path), address(host, path)));
        }
        page.append("<a href='http://%s/%s'>x</a>".formatted(canaries.host(host + 700), canaries.token(host)));
        page.append("<a href='mailto:%s@%s'>x</a>".formatted(canaries.token(1), canaries.host(1)));
        return text(page.append("</body></html>").toString());
    }

    /** Begins as a picture and names itself in a comment, then stops. */
    private byte[] damaged() {
        byte[] words = text(canaries.words(5));
        byte[] bytes = new byte[6 + words.length];
        byte[] head = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xfe, 0, (byte) (words.length + 2)};
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(words, 0, bytes, head.length, words.length);
        return bytes;
    }

    /** The listed picture with the words of somebody in it: it matches nearly, not exactly. */
    private byte[] withComment() {
        byte[] words = text(canaries.words(10));
        return ByteBuffer.allocate(picture.length + 4 + words.length)
                .put(picture, 0, 2)
                .putShort((short) 0xfffe)
                .putShort((short) (2 + words.length))
                .put(words)
                .put(picture, 2, picture.length - 2)
                .array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        if (elsewhere != null) {
            elsewhere.stop(0);
        }
        threads.shutdownNow();
    }
}

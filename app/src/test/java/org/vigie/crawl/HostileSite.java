package org.vigie.crawl;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.testing.HostileServer;

/** Many hosts behind one hostile server on loopback, told apart by the header Host. What is not there is not found. */
final class HostileSite implements AutoCloseable {
    private final Map<String, HostileServer.Script> scripts = new ConcurrentHashMap<>();
    private final HostileServer server;

    HostileSite() throws IOException {
        server = new HostileServer(this::answer);
    }

    /** What is said at an address, {@code host/path}; a path that ends in a star stands for all that begin like it. */
    HostileSite at(String address, HostileServer.Script script) {
        scripts.put(address, script);
        return this;
    }

    HostileSite page(String address, String html) {
        return at(address, (connection, request) -> connection.sendPage(html));
    }

    HostileSite body(String address, String type, byte[] body) {
        return at(address, (connection, request) -> connection.sendBody(type, body));
    }

    HostileSite redirect(String address, String location) {
        return at(
                address,
                (connection, request) -> connection.send(
                        "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n"));
    }

    /** The whole address of {@code host/path}. */
    String url(String address) {
        int slash = address.indexOf('/');
        return "http://" + address.substring(0, slash) + ".localhost:" + server.port() + address.substring(slash);
    }

    CanonicalAddress address(String address) {
        return CanonicalAddress.parse(url(address));
    }

    String img(String address) {
        return "<img src='" + url(address) + "'>";
    }

    HostileServer server() {
        return server;
    }

    /** The requests to a host, robots.txt included, in the order in which they came. */
    List<HostileServer.Request> requests(String host) {
        return server.requests().stream()
                .filter(request -> request.host().startsWith(host + ".localhost"))
                .toList();
    }

    /** The paths that were asked for at a host. */
    List<String> targets(String host) {
        return requests(host).stream().map(HostileServer.Request::target).toList();
    }

    /** One byte after the other, one a second. */
    static HostileServer.Script dripping(String type) {
        return (connection, request) -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: 100000\r\n\r\n");
            connection.drip("x".repeat(100), Duration.ofSeconds(1));
        };
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void answer(HostileServer.Connection connection, HostileServer.Request request) throws IOException {
        String host = request.host().replaceFirst("\\.localhost(:\\d+)?$", "");
        String address = host + request.target();
        HostileServer.Script script = scripts.get(address);
        for (int end = address.length(); script == null && end >= 0; end--) {
            script = scripts.get(address.substring(0, end) + "*");
        }
        if (script == null) {
            connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        } else {
            script.answer(connection, request);
        }
    }
}

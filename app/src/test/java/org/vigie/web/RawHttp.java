package org.vigie.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends what no client library would send, and reads the head of the answer as it came.
 *
 * @param tls null for HTTP without it
 * @param host that is asked for, by TLS too where it has a dot
 * @param from the address of this machine that asks; null for any
 */
record RawHttp(
        @Nullable SSLSocketFactory tls,
        String host,
        int port,
        @Nullable InetAddress from) {
    private static final int PATIENCE_MILLIS = 20_000;

    RawHttp(int port) {
        this(null, "localhost", port);
    }

    RawHttp(@Nullable SSLSocketFactory tls, String host, int port) {
        this(tls, host, port, null);
    }

    RawHttp(SSLSocketFactory tls, int port) {
        this(tls, "localhost", port);
    }

    /** Status and headers, names in small letters, each with all its values; and the body. */
    record Answer(int status, Map<String, List<String>> headers, String body) {
        List<String> all(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        }
    }

    /** A request with a line of its own and other headers; {@code Host} and {@code Connection} are added. */
    Answer ask(String line, String... headers) throws IOException {
        return ask(line, "", headers);
    }

    Answer form(String path, String body, String... headers) throws IOException {
        var all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/x-www-form-urlencoded");
        return ask("POST " + path + " HTTP/1.1", body, all.toArray(String[]::new));
    }

    /** A form whose last byte is sent when that was done. */
    Answer formHeldBack(String path, String body, Step before, String... headers) throws IOException {
        var all = new ArrayList<>(List.of(headers));
        all.add("Content-Type: application/x-www-form-urlencoded");
        return ask("POST " + path + " HTTP/1.1", body, before, all.toArray(String[]::new));
    }

    /** What is done in the middle of a request. */
    interface Step {
        void run() throws IOException;
    }

    private Answer ask(String line, String body, String... headers) throws IOException {
        return ask(line, body, () -> {}, headers);
    }

    private Answer ask(String line, String body, Step beforeLast, String... headers) throws IOException {
        var head = new StringBuilder(line)
                .append("\r\nHost: ")
                .append(host)
                .append(':')
                .append(port);
        head.append("\r\nConnection: close\r\n");
        for (var header : headers) {
            head.append(header).append("\r\n");
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        if (content.length > 0 || line.startsWith("POST")) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        head.append("\r\n");
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
                Socket socket = tls == null ? plain : tls.createSocket(plain, host, port, true)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = socket.getOutputStream();
            out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            int most = Math.max(0, content.length - 1);
            out.write(content, 0, most);
            out.flush();
            beforeLast.run();
            out.write(content, most, content.length - most);
            out.flush();
            return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Answer read(String text) {
        int end = text.indexOf("\r\n\r\n");
        var lines = (end < 0 ? text : text.substring(0, end)).split("\r\n", -1);
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            var parts = lines[i].split(":", 2);
            headers.computeIfAbsent(parts[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(parts.length > 1 ? parts[1].strip() : "");
        }
        return new Answer(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, end < 0 ? "" : text.substring(end + 4));
    }
}

package org.vigie.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A visitor who cares for no robots.txt: follows every reference it can find in the text of pages, within one host. */
final class Walker {
    private static final Pattern REFERENCE =
            Pattern.compile("(?:href|src|poster|content)=\"([^\"]+)\"|srcset=\"([^\"\\s]+)|url\\('([^']+)'\\)");
    private static final int REQUESTS_MAX = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final int port;
    private final Map<String, byte[]> pictures = new TreeMap<>();

    /** An answer, whole. */
    @SuppressWarnings("ArrayRecordComponent") // Read once and thrown away.
    private record Got(int status, String head, byte[] body) {}

    Walker(int port) {
        this.port = port;
    }

    /** What is not a page, by address. */
    Map<String, byte[]> pictures() {
        return pictures;
    }

    void walk(String host) {
        Deque<String> due = new ArrayDeque<>(Set.of("http://" + host + ":" + port + "/"));
        Set<String> seen = new HashSet<>(due);
        for (int requests = 0; requests < REQUESTS_MAX && !due.isEmpty(); requests++) {
            URI address = URI.create(due.remove());
            Got got = get(address);
            String head = got.head().toLowerCase(Locale.ROOT);
            if (got.status() == 200 && !head.contains("content-type: text/")) {
                pictures.put(address.toString(), got.body());
            } else {
                Matcher references = REFERENCE.matcher(new String(got.body(), StandardCharsets.UTF_8));
                while (references.find()) {
                    for (int group = 1; group <= references.groupCount(); group++) {
                        String reference = references.group(group);
                        if (reference != null && reference.matches("(\\.\\.)?/.*|http://" + host + ".*")) {
                            String found = address.resolve(reference).toString();
                            if (seen.add(found)) {
                                due.add(found);
                            }
                        }
                    }
                }
            }
        }
    }

    String text(String address) {
        return new String(get(URI.create(address)).body(), StandardCharsets.UTF_8);
    }

    byte[] body(String address) {
        return get(URI.create(address)).body();
    }

    /** Looks again and again until it is so; fails after a while. */
    static void await(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as("nothing happened in %s", PATIENCE).isLessThan(deadline);
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Whether anything listens. */
    static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    int status(String address) {
        return get(URI.create(address)).status();
    }

    /** One request without a client in between, which would not let us choose the Host header. */
    private Got get(URI address) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: walker\r\nConnection: close\r\n\r\n"
                            .formatted(address.getRawPath(), address.getAuthority())
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] all = readAll(socket.getInputStream());
            String text = new String(all, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            return new Got(
                    Integer.parseInt(text.substring(9, 12)),
                    text.substring(0, end),
                    Arrays.copyOfRange(all, end + 4, all.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        in.transferTo(all);
        return all.toByteArray();
    }

    /** What the bytes are, if they are a whole picture. */
    static Optional<PictureFormat> format(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1);
        Optional<PictureFormat> format = switch (start) {
            case "\u0089PNG" -> Optional.of(PictureFormat.PNG);
            case "GIF8" -> Optional.of(PictureFormat.GIF);
            default ->
                start.startsWith("BM")
                        ? Optional.of(PictureFormat.BMP)
                        : start.startsWith("\u00ff\u00d8") ? Optional.of(PictureFormat.JPEG) : Optional.empty();
        };
        return format.filter(known -> isWhole(bytes, known));
    }

    private static boolean isWhole(byte[] bytes, PictureFormat format) {
        try {
            return format.decode(bytes).width() > 0;
        } catch (UncheckedIOException | IndexOutOfBoundsException | IllegalArgumentException broken) {
            return false;
        }
    }
}

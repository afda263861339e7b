package org.vigie.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody with cookies who asks a real server from a network of their own: this machine has 127.0.0.0/8, which is as many
 * networks as the server tells apart.
 */
final class Visitor {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final AtomicInteger NETWORKS = new AtomicInteger(1);

    private final int port;
    private final RawHttp http;
    private final Map<String, String> cookies;

    /** Nobody yet, from a network that nobody else of this process has. */
    Visitor(int port) {
        this(port, new LinkedHashMap<>());
    }

    private Visitor(int port, Map<String, String> cookies) {
        this.port = port;
        this.http = new RawHttp(null, "localhost", port, network(NETWORKS.getAndIncrement()));
        this.cookies = cookies;
    }

    /** The same person, elsewhere. */
    Visitor elsewhere() {
        return new Visitor(port, cookies);
    }

    RawHttp.Answer get(String path, String... headers) {
        try {
            return kept(http.ask("GET " + path + " HTTP/1.1", with(headers)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a form without a token against forgery. */
    RawHttp.Answer post(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return kept(http.form(path, body, with()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a form with the token of a page.
     *
     * @param page that has a form
     */
    RawHttp.Answer post(String page, String path, Map<String, String> fields) {
        var all = new LinkedHashMap<>(fields);
        all.put("_csrf", formToken(page));
        return post(path, all);
    }

    /** What a form of that page is sent with, as {@code _csrf}. */
    String formToken(String page) {
        var found = CSRF.matcher(get(page).body());
        if (!found.find()) {
            throw new AssertionError(page + " has no form");
        }
        return found.group(1);
    }

    private String[] with(String... headers) {
        if (cookies.isEmpty()) {
            return headers;
        }
        var all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ", "Cookie: ", ""));
        return all;
    }

    private RawHttp.Answer kept(RawHttp.Answer answer) {
        for (var cookie : answer.all("Set-Cookie")) {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    private static InetAddress network(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) (number >> 8), (byte) number, 1});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

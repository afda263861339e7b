package org.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers that rule what a browser does with an answer: one place for all of them, and all of them on every answer, pages,
 * files, refusals and failures alike.
 */
final class BrowserPolicy {
    /** What a page may ask the machine for: nothing, but passkeys for itself. */
    private static final List<String> FORBIDDEN = List.of(
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "hid",
            "idle-detection",
            "microphone",
            "midi",
            "payment",
            "screen-wake-lock",
            "serial",
            "usb",
            "xr-spatial-tracking");

    private static final List<String> OF_OUR_OWN = List.of("publickey-credentials-create", "publickey-credentials-get");

    /** Every header with its value. A file that may be kept says so itself in the place of {@code Cache-Control}. */
    static final Map<String, String> HEADERS = headers();

    /** A year, once a browser came by https. */
    private static final String TRANSPORT = "max-age=31536000";

    private BrowserPolicy() {}

    private static Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Security-Policy", ContentPolicy.OURS.text());
        headers.put("Permissions-Policy", permissions());
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("X-DNS-Prefetch-Control", "off");
        headers.put("X-Robots-Tag", "noindex, nofollow");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Embedder-Policy", "require-corp");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        return java.util.Collections.unmodifiableMap(headers);
    }

    private static String permissions() {
        return Stream.concat(
                        FORBIDDEN.stream().map(feature -> feature + "=()"),
                        OF_OUR_OWN.stream().map(feature -> feature + "=(self)"))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Writes them all. Done before anything else is, so that whatever fails later has them. */
    static void write(HttpServletRequest request, HttpServletResponse response) {
        HEADERS.forEach(response::setHeader);
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", TRANSPORT);
        }
    }
}

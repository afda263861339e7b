package org.vigie.demo;

import java.io.IOException;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.vigie.demo.world.WitnessReport;

/** Somebody who sends canaries wherever something can be sent, rightly and wrongly, and looks whether they come back. */
final class CanaryVisitor {
    /** Named like nothing else, so that it would be found. */
    static final String BROWSER = "Zanzibar/7.31";

    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
    private static final String TOO_LONG = "x".repeat(5000);

    private final URI base;
    private final Canaries canaries;
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(ANSWER_MAX)
            .build();
    private final List<String> leaks = new ArrayList<>();
    private final Set<Integer> statuses = new TreeSet<>();

    private int requests;

    CanaryVisitor(URI base, Canaries canaries) {
        this.base = base;
        this.canaries = canaries;
    }

    /** What came back that should not have. */
    List<String> leaks() {
        return leaks;
    }

    Set<Integer> statuses() {
        return statuses;
    }

    int requests() {
        return requests;
    }

    /** As a witness does. */
    void reports(String address, int number) throws IOException, InterruptedException {
        Locale language = number % 2 == 0 ? Locale.ENGLISH : Locale.FRENCH;
        new PublicDoor(base)
                .report(new WitnessReport(address, language, canaries.words(number), WitnessReport.Shows.PLANT));
        requests += 3;
    }

    /** All that goes wrong. The form shows again what was typed into it; no other answer may repeat anything. */
    void errs(int i) throws IOException, InterruptedException {
        String address = "http://" + canaries.host(i) + canaries.path(i);
        post("/report", Map.of("token", canaries.token(i), "address", address, "words", canaries.words(i)), true);
        post("/report", Map.of("token", "x", "address", "not " + canaries.words(i), "words", ""), true);
        post("/report", Map.of("token", "x", "address", address, "words", canaries.words(i) + TOO_LONG), true);
        post("/receipt", Map.of("code", canaries.token(i)), true);
        get("/receipt?code=" + canaries.token(i));
        signsIn(canaries.token(i), canaries.words(i));
        signsIn(canaries.token(i) + "\0", canaries.words(i));
        get("/" + canaries.token(i) + "/x?address=" + encoded(address));
        get("/items/" + canaries.token(i));
        get("/items//..;/" + canaries.token(i));
        get("/enrol/" + canaries.token(i));
        get("/one-time/" + canaries.token(i));
        get("/report?lang=" + canaries.token(i));
        post("/sign-in?" + canaries.token(i), Map.of(canaries.token(i), address), false);
        program("GET", "/h/lookup?signal=" + canaries.token(i) + "&signal_type=pdq", canaries.token(i), "");
        program("POST", "/v1/" + canaries.token(i), canaries.token(i), "{\"url\":\"" + address + "\"");
        program("POST", "/m/" + canaries.token(i), "Basic " + canaries.token(i), canaries.words(i));
        program("PUT", "/report", canaries.token(i), canaries.words(i));
    }

    /** While the database cannot answer, which is nobody's fault who asks. */
    void errsInVain(int i) throws IOException, InterruptedException {
        signsIn(canaries.token(i), canaries.words(i));
    }

    /** What no client library sends. */
    @SuppressWarnings("StringConcatToTextBlock") // line ends of HTTP, and characters that no text block shows
    void speaksNoHttp() throws IOException {
        for (String request : List.of(
                "GET /%s{}|^ HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: %s:%%%%\r\n\r\n",
                "%s\r\n\r\n",
                "GET /report HTTP/1.1\r\nHost: localhost\r\nX-%s : a\0b\r\n\r\n",
                "GET /report HTTP/1.1\r\nHost: localhost\r\nCookie: vigie=%s; " + TOO_LONG + TOO_LONG + "\r\n\r\n",
                "POST /report HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=%1$s\r\n"
                        + "Content-Length: 30\r\n\r\n%1$s\r\n\r\n\r\n\r\n\r\n\r\n\r\n",
                "POST /report HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 20\r\n\r\naddress=%%zz%s")) {
            try (var socket = new Socket(base.getHost(), base.getPort())) {
                socket.setSoTimeout((int) ANSWER_MAX.toMillis());
                String sent = request.formatted(canaries.token(1));
                socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                looked("a broken request", answer, false);
            }
        }
    }

    private void signsIn(String name, String password) throws IOException, InterruptedException {
        var page = Jsoup.parse(send(HttpRequest.newBuilder(base.resolve("/sign-in"))));
        var csrf = page.selectFirst("input[name=_csrf]");
        post(
                "/sign-in",
                Map.of("_csrf", csrf == null ? "" : csrf.val(), "sign-in-name", name, "password", password),
                true);
    }

    void get(String path) throws IOException, InterruptedException {
        looked(path, send(HttpRequest.newBuilder(base.resolve(path))), false);
    }

    /** A page of somebody who may read: canaries may stand on it, not in its title. */
    Document read(String path) throws IOException, InterruptedException {
        String page = send(HttpRequest.newBuilder(base.resolve(path)));
        looked(path, page, true);
        return Jsoup.parse(page);
    }

    void post(String path, Map<String, String> fields, boolean isForm) throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        looked(
                path,
                send(HttpRequest.newBuilder(base.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))),
                isForm);
    }

    /** A form as browsers send it with a file: larger than what stays in memory. */
    void uploads(int i) throws IOException, InterruptedException {
        String part = "--limit\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n\r\n%s\r\n";
        String large = (canaries.words(i) + "\n").repeat(100_000);
        String body = part.formatted(canaries.token(i), canaries.token(i) + ".csv", large)
                + part.formatted("words", canaries.token(i), canaries.words(i)) + "--limit--\r\n";
        for (String path : List.of("/report", "/sign-in", "/lists", "/m/lookup", "/" + canaries.token(i))) {
            looked(
                    path,
                    send(HttpRequest.newBuilder(base.resolve(path))
                            .header("Content-Type", "multipart/form-data; boundary=limit")
                            .POST(HttpRequest.BodyPublishers.ofString(body))),
                    false);
        }
    }

    private void program(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        asks(HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", token.startsWith("Basic") ? token : "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** As a program does: nothing of what was asked may come back. */
    HttpResponse<String> asks(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = exchange(request);
        looked(answer.request().uri().getPath(), answer.body(), false);
        return answer;
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return exchange(request).body();
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        requests++;
        var answer = browser.send(
                request.timeout(ANSWER_MAX)
                        .header("User-Agent", BROWSER)
                        .header("X-Forwarded-For", "203.0.113.77")
                        .header("Accept-Language", "tlh-" + canaries.token(9).substring(0, 4))
                        .header("Referer", "http://" + canaries.host(1) + "/")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        statuses.add(answer.statusCode());
        String headers = answer.headers().map().toString();
        if (!canaries.in(headers).isEmpty()) {
            leaks.add("headers of " + answer.statusCode());
        }
        return answer;
    }

    private void looked(String what, String answer, boolean isForm) {
        boolean isLeak = isForm
                ? !canaries.in(Jsoup.parse(answer).title()).isEmpty()
                : !canaries.in(answer).isEmpty();
        if (isLeak) {
            leaks.add("the answer to %s: %s"
                    .formatted(what.replaceAll("[?].*|[a-z]{10}[0-9]+", "…"), canaries.in(answer)));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

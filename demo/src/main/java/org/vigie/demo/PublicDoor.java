package org.vigie.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.vigie.demo.world.WitnessReport;

/** Witnesses of the demo: they open the public page over HTTP, fill the form in, and keep the receipt code. */
final class PublicDoor {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final URI base;
    private final HttpClient browser;

    PublicDoor(URI base) {
        this.base = base;
        browser = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build();
    }

    /** Reports, and returns the receipt code. */
    String report(WitnessReport report) throws IOException, InterruptedException {
        String path = report.language().equals(Locale.FRENCH) ? "/signaler" : "/report";
        Document form = page(HttpRequest.newBuilder(base.resolve(path)).GET());
        Element element = form.selectFirst("form:has([name=address])");
        if (element == null) {
            throw new IOException("the public page has no form for an address");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        element.select("input[name], textarea[name]")
                .forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        fields.put("address", report.address());
        fields.put("words", report.words());
        Document receipt = page(HttpRequest.newBuilder(base.resolve(element.attr("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
        Element code = receipt.selectFirst("[data-receipt]");
        if (code == null) {
            throw new IOException("the public page gave no receipt");
        }
        return code.text();
    }

    private Document page(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                browser.send(request.timeout(ANSWER_MAX).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException("the public page answered " + answer.statusCode());
        }
        return Jsoup.parse(answer.body());
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}

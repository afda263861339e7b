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
    private static final int STEPS_MAX = 4;
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
        Document shown = page(HttpRequest.newBuilder(base.resolve(path)).GET());
        for (int step = 0; step < STEPS_MAX; step++) {
            Element code = shown.selectFirst("#receipt-code");
            if (code != null) {
                return code.text();
            }
            shown = submit(shown, report);
        }
        throw new IOException("the public page gave no receipt");
    }

    /** Fills in what the page asks for, if it asks, and presses its first button. */
    private Document submit(Document shown, WitnessReport report) throws IOException, InterruptedException {
        Element form = shown.selectFirst("main form[method=post]");
        if (form == null) {
            throw new IOException("the public page has no form");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element input : form.select("input[name], textarea[name]")) {
            fields.put(input.attr("name"), input.val());
        }
        Element button = form.selectFirst("button[name]");
        if (button != null) {
            fields.put(button.attr("name"), button.attr("value"));
        }
        fields.computeIfPresent("address", (name, old) -> report.address());
        fields.computeIfPresent("words", (name, old) -> report.words());
        return page(HttpRequest.newBuilder(base.resolve(form.attr("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(encoded(fields))));
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

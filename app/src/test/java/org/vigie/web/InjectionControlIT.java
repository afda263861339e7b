package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.vigie.testing.Figure;

/**
 * The control of S5: on pages that escape nothing, what {@link InjectionIT} and {@link StoredTextsIT} look at tells of the texts,
 * and the policy of every page stops what would run.
 */
@Tag("figures")
class InjectionControlIT {
    /** Where a template may put a text, and has forgotten to escape it. */
    private static final List<String> PLACES = List.of(
            "<p>%s</p>",
            "<p title=\"%s\">x</p>",
            "<input value='%s'>",
            "<input value=`%s`>",
            "<input value=%s>",
            "<textarea>%s</textarea>",
            "<title>%s</title>",
            "<select><option>%s</option></select>",
            "<!-- %s -->",
            "<a href=\"%s\">x</a>",
            "<b %s>x</b>");

    /** Texts that are no harm as markup: of encodings that no page takes away, of template languages, shells, SQL and paths. */
    private static final List<String> HARMLESS = List.of(
            "&amp;lt;",
            "%3C",
            "\\u003c",
            "${",
            "[[",
            "{{",
            "{0}",
            "a\u0001",
            "Z\u0335",
            "=1+1",
            "@SUM",
            "'; drop",
            "../",
            "__$");

    /** So many run by themselves when a page is opened, at least; others wait for somebody who presses something. */
    private static final int RAN_MIN = 10;

    @Test
    void whatATemplateForgetsToEscapeIsSeen() {
        List<String> missed = NaughtyTexts.ALL.stream()
                .filter(text -> HARMLESS.stream().noneMatch(text::startsWith))
                .filter(text -> PLACES.stream()
                        .allMatch(
                                place -> MarkupJudge.foreign(page(place, text)).isEmpty()))
                .toList();
        assertThat(missed).isEmpty();
    }

    @Test
    void whatWouldRunIsSeenAndThePolicyStopsIt() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", InjectionControlIT::answer);
        server.start();
        try (Browser browser =
                Browser.open("http://localhost:" + server.getAddress().getPort())) {
            browser.watchScripts();
            Set<Integer> ran = new TreeSet<>();
            for (int text = 0; text < NaughtyTexts.ALL.size(); text++) {
                for (int place = 0; place < PLACES.size(); place++) {
                    if (mayBeOpened(NaughtyTexts.ALL.get(text)) && runs(browser, place, text)) {
                        ran.add(text);
                    }
                }
            }
            assertThat(ran).hasSizeGreaterThanOrEqualTo(RAN_MIN);
            Figure.keep(
                    "S5-control",
                    "on pages that escape nothing, %d of the hostile texts ran in Chromium; under the policy of our pages none did"
                            .formatted(ran.size()));
        } finally {
            server.stop(0);
        }
    }

    /** What names another host would be looked for there. */
    private static boolean mayBeOpened(String text) {
        return text.contains(NaughtyTexts.CALL) && !text.contains("outside.example");
    }

    private static boolean runs(Browser browser, int place, int text) {
        browser.go("/open/%d/%d".formatted(place, text));
        if (browser.ranOrWasStopped().stream().noneMatch(one -> one.startsWith("ran "))) {
            return false;
        }
        browser.go("/guarded/%d/%d".formatted(place, text));
        Set<String> told = browser.ranOrWasStopped();
        String what = "%s in %s".formatted(NaughtyTexts.ALL.get(text), PLACES.get(place));
        assertThat(told).as(what).noneMatch(one -> one.startsWith("ran "));
        // what is stopped in a frame is told to the frame's own document; the frame itself is what is seen then
        if (!what.startsWith("<iframe")) {
            assertThat(told).as(what).isNotEmpty();
        }
        return true;
    }

    private static String page(String place, String text) {
        return "<!doctype html><html lang=en><body>" + place.formatted(text) + "</body></html>";
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String[] parts = exchange.getRequestURI().getPath().split("/", -1);
        boolean isPage = parts.length == 4;
        byte[] body = (isPage
                        ? page(PLACES.get(Integer.parseInt(parts[2])), NaughtyTexts.ALL.get(Integer.parseInt(parts[3])))
                        : "")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        if (parts[1].equals("guarded")) {
            exchange.getResponseHeaders().set("Content-Security-Policy", ContentPolicy.OURS.text());
        }
        exchange.sendResponseHeaders(isPage ? 200 : 404, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

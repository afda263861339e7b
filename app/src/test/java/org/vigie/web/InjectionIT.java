package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;
import org.vigie.testing.Figure;

/**
 * Puts hostile texts into every field of every handler, as the mappings name them, and reads every page that can show them: as
 * markup, where no element and no attribute of theirs may come to be, and in a real browser, where nothing of theirs may run.
 */
@Tag("figures")
@ServedTest
@AutoConfigureMockMvc
@Import(PageData.class)
@TestPropertySource(
        properties = {
            "vigie.limits.size.reveal-of-person=1000000",
            "vigie.limits.size.hash-of-person=1000000",
            "vigie.limits.size.sign-in-of-network=1000000",
            "vigie.limits.size.receipt-of-network=1000000",
            "vigie.limits.size.receipt-of-all=1000000"
        })
class InjectionIT {
    /** Pages of one path that are opened; more would only repeat. */
    private static final int OF_A_KIND = 25;

    /** What sums of the texts would be if a template had worked them out. */
    private static final String EVALUATED = "1337";

    /** Counts what ran and what the policy stopped, from before the first script of a page on. */
    private static final String LISTENER = """
            window.vigieRan = 0;
            window.vigieStopped = [];
            window.vigieCanary = function () { window.vigieRan++; };
            window.alert = window.vigieCanary;
            document.addEventListener('securitypolicyviolation', function (event) {
              window.vigieStopped.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
            });
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private StaffService staff;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private PageData data;

    private final List<String> injected = new ArrayList<>();
    private int fields;
    private int answers;

    @BeforeEach
    void fill() {
        data.fill();
    }

    @Test
    void noTextOfAnyFieldBecomesMarkupOrRuns() throws Exception {
        var person = new SignedIn(UUID.randomUUID(), organisations.hotline(), EnumSet.allOf(Role.class), "<x-canary>");
        var texts = texts();
        for (var text : texts) {
            for (var route : pages()) {
                send(person, route, text);
            }
            report(text);
        }
        var shown = readAll(person);
        assertThat(injected).isEmpty();
        int opened = openInBrowser(shown, texts);
        Figure.keep(
                "S5",
                "%d hostile texts into %d fields: %,d answers without an element or attribute of theirs; %d pages in Chromium: 0 scripts ran, 0 violations"
                        .formatted(texts.size(), fields / texts.size(), answers, opened));
    }

    /** Every kind in the short form: each fourth text, and the next time of the same kind another. */
    private static List<String> texts() {
        int step = Figure.isLong() ? 1 : 4;
        var texts = new ArrayList<String>();
        for (int i = 0; i < NaughtyTexts.ALL.size(); i += step) {
            texts.add(NaughtyTexts.ALL.get(i));
        }
        return texts;
    }

    private List<Routes.Route> pages() {
        return new Routes(mappings)
                .all().stream()
                        .filter(route -> !Gatekeeper.isForClients(route.handler()))
                        .filter(route -> !route.path().equals("/error"))
                        .toList();
    }

    private void send(SignedIn person, Routes.Route route, String text) {
        var filler = new FormFiller(route, text);
        fields += filler.textFields();
        var path = route.filled();
        MvcTestResult answer;
        if (filler.files().isEmpty()) {
            var request = mvc.method(HttpMethod.valueOf(route.method()))
                    .uri(path)
                    .with(csrf())
                    .with(user(person));
            filler.parameters().forEach(request::param);
            answer = request.exchange();
        } else {
            var request = mvc.post().uri(path).multipart().with(csrf()).with(user(person));
            filler.files().values().forEach(request::file);
            filler.parameters().forEach(request::param);
            answer = request.exchange();
        }
        check(answer, route + " with " + text);
    }

    /** The public form checks its token and its address first: the whole way of a report, as a witness goes it. */
    private void report(String text) {
        for (var path : List.of("/report", "/signaler")) {
            var token = Jsoup.parse(body(mvc.get().uri(path).exchange()))
                    .selectXpath("//input[@name='token']")
                    .attr("value");
            for (var confirmed : List.of("", "change", "yes")) {
                var words = text.substring(0, Math.min(text.length(), 1_900));
                check(
                        mvc.post()
                                .uri(path)
                                .param("token", token)
                                .param("address", "http://pictures.example/" + words.replaceAll("[\\s\\p{Cntrl}]", "+"))
                                .param("words", words)
                                .param("confirmed", confirmed)
                                .exchange(),
                        path + " sent with " + text);
            }
        }
    }

    /** Follows every link from the first page on; gives the addresses that answered. */
    private Set<String> readAll(SignedIn person) {
        var queue = new ArrayDeque<>(List.of("/", "/report", "/signaler", "/receipt", "/recu", "/sign-in"));
        var seen = new LinkedHashSet<String>();
        var ofKind = new HashMap<String, Integer>();
        while (!queue.isEmpty()) {
            var address = queue.poll();
            var kind = address.replaceAll("[0-9a-f-]{36}|\\d+", "_").replaceAll("\\?.*", "?");
            if (address.startsWith("/assets/")
                    || !seen.add(address)
                    || ofKind.merge(kind, 1, Integer::sum) > OF_A_KIND) {
                continue;
            }
            var answer = mvc.get().uri(URI.create(address)).with(user(person)).exchange();
            check(answer, address);
            Jsoup.parse(body(answer))
                    .select("a[href^=/]")
                    .forEach(link -> queue.add(link.attr("href").replaceAll("#.*", "")));
        }
        return seen;
    }

    private void check(MvcTestResult answer, String what) {
        answers++;
        if (answer.getUnresolvedException() != null) {
            return;
        }
        var type = answer.getResponse().getContentType();
        if (type == null || !type.startsWith("text/html")) {
            return;
        }
        for (Element element : Jsoup.parse(body(answer)).getAllElements()) {
            judge(element, what);
        }
        var page = Jsoup.parse(body(answer)).body();
        var isWorkedOut = page.text().contains(EVALUATED);
        // what one may go on writing is given back as it was written, with every character of it
        page.select("textarea").remove();
        if (isWorkedOut || page.text().codePoints().anyMatch(point -> Character.getType(point) == Character.FORMAT)) {
            injected.add("worked out or hidden: " + what);
        }
    }

    private void judge(Element element, String what) {
        var name = element.normalName();
        boolean isOurScript = name.equals("script")
                && element.attr("src").startsWith("/assets/")
                && element.data().isEmpty();
        boolean isOurLink = name.equals("link") && element.attr("href").startsWith("/assets/");
        boolean isForeign = name.equals(NaughtyTexts.ELEMENT)
                || (name.equals("script") && !isOurScript)
                || (name.equals("link") && !isOurLink)
                || Set.of("iframe", "object", "embed", "base", "style", "math", "template", "animate")
                        .contains(name)
                || (name.equals("meta") && element.hasAttr("http-equiv"));
        if (isForeign) {
            injected.add(element.outerHtml() + ": " + what);
        }
        for (Attribute attribute : element.attributes()) {
            var value = attribute.getValue().replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(java.util.Locale.ROOT);
            boolean isAddress =
                    Set.of("href", "src", "action", "formaction", "ping").contains(attribute.getKey());
            boolean leadsAway = isAddress && !value.matches("(/[^/].*|/|#.*|tel:[+0-9-]+|\\?.*|)");
            if (attribute.getKey().startsWith("on") || attribute.getKey().equals("style") || leadsAway) {
                injected.add(attribute.html() + " of " + name + ": " + what);
            }
        }
    }

    private int openInBrowser(Set<String> shown, List<String> texts) {
        var base = "http://localhost:" + port;
        int opened = 0;
        try (var browser = Browser.open(base)) {
            browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTENER));
            browser.go(staff.oneTimeSignIn(organisations.hotline()).toString());
            var addresses = new ArrayList<>(shown);
            for (var route : pages()) {
                if (route.method().equals("GET")
                        && !new FormFiller(route, "").parameters().isEmpty()) {
                    for (var text : texts) {
                        addresses.add(withQuery(route, text));
                    }
                }
            }
            for (int i = 0; i < addresses.size(); i += Figure.isLong() ? 1 : 5) {
                browser.go(addresses.get(i));
                demandNothingRan(browser.driver(), addresses.get(i));
                opened++;
            }
            browser.stayedAtHome();
        }
        return opened;
    }

    private static String withQuery(Routes.Route route, String text) {
        var query = new ArrayList<String>();
        new FormFiller(route, text)
                .parameters()
                .forEach((name, value) -> query.add(name + "="
                        + java.net.URLEncoder.encode(
                                value.substring(0, Math.min(value.length(), 2_000)),
                                java.nio.charset.StandardCharsets.UTF_8)));
        return route.filled() + "?" + String.join("&", query);
    }

    private static void demandNothingRan(ChromeDriver driver, String address) {
        var found = new TreeSet<String>();
        if (driver.executeScript("return window.vigieRan") instanceof Long ran && ran > 0) {
            found.add("ran " + ran);
        }
        if (driver.executeScript("return window.vigieStopped") instanceof List<?> stopped) {
            stopped.forEach(one -> found.add(String.valueOf(one)));
        }
        assertThat(found).as(address).isEmpty();
    }

    private static String body(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.vigie.organisation.OrgId;
import org.vigie.staff.ProvenNow;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/**
 * Reads pages that may show hostile texts: as markup, where no element and no attribute of theirs may come to be, and in a real
 * browser, where nothing of theirs may run.
 */
@ServedTest
@AutoConfigureMockMvc
@Import({PageData.class, Walled.class, Forms.class, ProvenNow.class})
@TestPropertySource(
        properties = {
            "vigie.limits.size.reveal-of-person=1000000",
            "vigie.limits.size.hash-of-person=1000000",
            "vigie.limits.size.sign-in-of-network=1000000",
            "vigie.limits.size.receipt-of-network=1000000",
            "vigie.limits.size.receipt-of-all=1000000"
        })
abstract class InjectionTestBase {
    /** Pages of one path that are opened; more would only repeat. */
    private static final int OF_A_KIND = 25;

    /** What sums of the texts would be if a template had worked them out; long, so that no id holds it by chance. */
    private static final String EVALUATED = "62615533";

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
    MockMvcTester mvc;

    @Autowired
    private StaffService staff;

    private final List<String> injected = new ArrayList<>();
    private int answers;

    /** What became markup or was worked out, with where. */
    List<String> injected() {
        return injected;
    }

    /** How many were looked at. */
    int answers() {
        return answers;
    }

    /** Follows every link from these on; gives the addresses with what they answered. */
    Map<String, String> readAll(SignedIn person, Collection<String> from) {
        var queue = new ArrayDeque<>(from);
        var seen = new LinkedHashMap<String, String>();
        var ofKind = new HashMap<String, Integer>();
        while (!queue.isEmpty()) {
            var address = queue.poll();
            if (address.startsWith("/assets/")
                    || seen.containsKey(address)
                    || ofKind.merge(kind(address), 1, Integer::sum) > OF_A_KIND) {
                continue;
            }
            var answer = mvc.get().uri(URI.create(address)).with(user(person)).exchange();
            check(answer, address);
            seen.put(address, body(answer));
            Jsoup.parse(body(answer))
                    .select("a[href^=/]")
                    .forEach(link -> queue.add(link.attr("href").replaceAll("#.*", "")));
        }
        return seen;
    }

    /** The address without ids and questions. */
    static String kind(String address) {
        return address.replaceAll("[0-9a-f-]{36}|\\d+", "_").replaceAll("\\?.*", "?");
    }

    void check(MvcTestResult answer, String what) {
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
            var value = attribute.getValue().replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
            boolean isAddress =
                    Set.of("href", "src", "action", "formaction", "ping").contains(attribute.getKey());
            boolean leadsAway = isAddress && !value.matches("(/[^/].*|/|#.*|tel:[+0-9-]+|\\?.*|)");
            if (attribute.getKey().startsWith("on") || attribute.getKey().equals("style") || leadsAway) {
                injected.add(attribute.html() + " of " + name + ": " + what);
            }
        }
    }

    /**
     * Opens them as somebody of that organisation.
     *
     * @return how many it were
     */
    int openInBrowser(OrgId org, List<String> addresses) {
        var base = "http://localhost:" + port;
        try (var browser = Browser.open(base)) {
            browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTENER));
            browser.go(staff.oneTimeSignIn(org).toString());
            for (var address : addresses) {
                browser.go(address);
                demandNothingRan(browser.driver(), address);
            }
            browser.stayedAtHome();
        }
        return addresses.size();
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

    static String body(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

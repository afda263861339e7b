package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPatternParser;
import org.vigie.api.ApiSamples;
import org.vigie.compartment.CompartmentSamples;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.retention.RetentionSamples;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffLimits;
import org.vigie.staff.StaffSamples;
import org.vigie.staff.StaffService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/**
 * Opens every page in a real browser, in both languages, as somebody who follows the links would. Each must pass axe, load
 * nothing from elsewhere, break no policy and fit a narrow screen. A page of the handler mappings that no link leads to fails the test.
 */
@ServedTest
@Import({PageData.class, StaffSamples.class, CompartmentSamples.class, RetentionSamples.class})
class PagesIT {
    /** Pages of one kind that are opened, the first in both languages; more would only repeat. */
    private static final int OF_A_KIND = 2;

    private static final List<Locale> BOTH = List.of(Locale.ENGLISH, Locale.FRENCH);

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private StaffService staff;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private PageData data;

    @Autowired
    private StaffSamples colleagues;

    @Autowired
    private CompartmentSamples compartments;

    @Autowired
    private ApiSamples api;

    @Autowired
    private RetentionSamples rules;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    private final List<String> violations = new ArrayList<>();
    private final HashMap<String, Integer> opened = new HashMap<>();

    @BeforeEach
    void fill() {
        data.fill();
    }

    @Test
    void everyPagePassesAxeInBothLanguages() {
        var base = "http://localhost:" + port;
        try (var browser = Browser.open(base)) {
            openAll(browser, publicPages(base));
            List.of("/report", "/signaler").forEach(path -> report(browser, path));
            browser.go(staff.oneTimeSignIn(organisations.hotline()).toString());
            assertThat(browser.path()).isEqualTo("/");
            opened.put("/one-time/{token}", 1);
            compartment(browser);
            colleagues.fill(organisations.hotline());
            asked(organisations.hotline());
            openAll(browser, new ArrayDeque<>(List.of("/", "/confirm-it-is-you", "/me/sign-in/password")));
            crawl(browser);
            client(browser);
            retention(browser);
            actsAfterALongTime(browser);
            browser.go("/nothing-here");
            check(browser, "/error");
            browser.stayedAtHome();
        }
        assertThat(violations).isEmpty();
        assertThat(unopened()).isEmpty();
    }

    /** The pages that only a sent form shows. */
    private void report(Browser browser, String path) {
        browser.go(path);
        browser.press("#send");
        check(browser, "POST " + path + " with errors");
        browser.the("#address").sendKeys("http://pictures.example/gallery");
        browser.press("#send");
        check(browser, "POST " + path + " to check");
        browser.press("button[value=yes]");
        check(browser, "POST " + path + " sent");
        var code = browser.the("#receipt-code").getText();
        browser.press("main a");
        browser.the("#code").sendKeys(code);
        browser.press("form button");
        check(browser, "POST of the receipt");
    }

    /** A client made, its token and a canary, each of which is shown once, and the list with a client on it. */
    private void client(Browser browser) {
        for (var language : List.of("en", "fr")) {
            browser.go("/people/clients?lang=" + language);
            browser.the("#name").sendKeys("Partner");
            browser.press("#create");
            check(browser, "POST /people/clients");
            browser.the("#networks").sendKeys("192.0.2.0/24");
            browser.press("#set-networks");
            browser.press("#give-token");
            check(browser, "POST /people/clients/{id}/token");
            var hotline = organisations.hotline();
            var colleague = new SignedIn(UUID.randomUUID(), hotline, Set.of(Role.ADMINISTRATOR), "Colleague");
            CurrentOrganisation.as(hotline, () -> api.agree(colleague));
            browser.go(browser.path() + "?lang=" + language);
            browser.press("#take-token");
            check(browser, "POST /people/clients/{id}/requests/{request}/token");
            browser.go("/canaries?lang=" + language);
            browser.the("#note").sendKeys("Partner");
            browser.press("#make-canary");
            check(browser, "POST /canaries");
            browser.go("/people/clients?lang=" + language);
            check(browser, "/people/clients with a client");
        }
    }

    /** A compartment of the one who is signed in, a colleague's request to break a glass, and one of nothing refused. */
    private void compartment(Browser browser) {
        compartments.glassAsked(organisations.hotline());
        compartments.orphan(organisations.hotline());
        compartments.appointmentAsked(organisations.hotline());
        for (var language : List.of("en", "fr")) {
            browser.go("/compartments?lang=" + language);
            check(browser, "/compartments");
            browser.the("#name").sendKeys("Enquête");
            browser.the("#reason").sendKeys("test");
            browser.press("#open");
            check(browser, "/compartments/{id}");
            browser.go("/compartments?lang=" + language);
            browser.the("#content").sendKeys("00000000-0000-4000-8000-000000000001");
            browser.the("#glass-reason").sendKeys("test");
            browser.press("#break");
            check(browser, "POST /compartments/glass refused");
        }
    }

    /** What a colleague asked for, that a second person can agree to, and a record that is held. */
    private void asked(OrgId hotline) {
        var colleague = fixtures.colleague(hotline, "Gwen", EnumSet.of(Role.ADMINISTRATOR));
        CurrentOrganisation.as(hotline, () -> {
            api.asked(colleague);
            rules.askedFor(
                    "NOTICE",
                    30,
                    LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(9),
                    colleague);
            rules.reportHeld("A court asked for it", colleague);
        });
    }

    /** An act that needs a recent factor, when the last one is too old. */
    private void actsAfterALongTime(Browser browser) {
        clock.advance(StaffLimits.FACTOR_RECENT);
        for (var language : List.of("en", "fr")) {
            browser.go("/people?lang=" + language);
            browser.the("#name").sendKeys("Dominique");
            browser.press("main form button");
            check(browser, "POST /people without a recent factor");
            browser.press("#confirm");
            assertThat(browser.path()).startsWith("/confirm-it-is-you");
        }
    }

    /** What a rule would do, and the list with a rule on it that waits for a second administrator. */
    private void retention(Browser browser) {
        var from = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .plusDays(30)
                .toString();
        for (var language : List.of("en", "fr")) {
            browser.go("/people/retention?lang=" + language);
            browser.the("#rule-days").sendKeys("365");
            browser.the("#rule-basis").sendKeys("Act of example");
            browser.the("#rule-from").sendKeys(from);
            browser.press("#try-rule");
            check(browser, "POST /people/retention/rules/trial with errors");
            browser.the("#rule-kind option[value=REPORT]").click();
            browser.press("#try-rule");
            check(browser, "POST /people/retention/rules/trial");
            browser.press("#set-rule");
            check(browser, "/people/retention with a rule that waits");
            browser.go("/?lang=" + language);
            check(browser, "/ with a rule that waits");
            browser.go("/people/retention?lang=" + language);
            browser.press("form[action$='/withdrawal'] button");
            check(browser, "/people/retention with a rule withdrawn");
        }
    }

    /** The answers of the crawl's forms. */
    private void crawl(Browser browser) {
        for (var language : List.of("en", "fr")) {
            browser.go("/crawl/new?lang=" + language);
            browser.press("#begin");
            check(browser, "POST /crawl/new with errors");
            browser.the("#seeds").sendKeys("http://pictures.example/gallery");
            browser.press("#begin");
            check(browser, "POST /crawl/new sent");
            browser.press("#stop");
            browser.press("#stop-now");
            check(browser, "POST /crawl/{id}/stop");
            browser.go("/crawl/why?lang=" + language);
            browser.press("#ask");
            check(browser, "POST /crawl/why with errors");
            for (var asked : List.of("http://pictures.example/gallery", "http://pictures.example/never")) {
                browser.the("#address").sendKeys(asked);
                browser.press("#ask");
                check(browser, "POST /crawl/why");
            }
        }
    }

    private ArrayDeque<String> publicPages(String base) {
        var pages = new ArrayDeque<>(List.of(
                "/report",
                "/signaler",
                "/receipt",
                "/recu",
                "/sign-in",
                "/sign-in/code",
                "/sign-in/recovery/new",
                "/sign-in/organisation/answer",
                "/sign-in/organisation/answer/taken"));
        staff.firstAdministratorLink(URI.create(base)).ifPresent(link -> pages.add(link.getPath()));
        return pages;
    }

    private void openAll(Browser browser, ArrayDeque<String> queue) {
        var seen = new HashSet<String>();
        while (!queue.isEmpty()) {
            var address = queue.poll().replaceAll("[?&]lang=(en|fr)", "");
            var route = route(address);
            if (route.isEmpty() || !seen.add(address) || opened.merge(route.get(), 1, Integer::sum) > OF_A_KIND) {
                continue;
            }
            boolean isFirst = Objects.equals(opened.get(route.get()), 1);
            for (var language : isFirst ? BOTH : BOTH.subList(0, 1)) {
                browser.go(address + (address.contains("?") ? "&" : "?") + "lang=" + language);
                check(browser, route.get());
            }
            queue.addAll(browser.links());
        }
    }

    private void check(Browser browser, String route) {
        opened.putIfAbsent(route, 1);
        assertThat(browser.driver().getTitle()).as(route).endsWith("– Vigie").doesNotContain("??");
        if (browser.driver().getPageSource().contains("??")) {
            violations.add(route + ": a text is missing");
        }
        for (Rule rule : new AxeBuilder().analyze(browser.driver()).getViolations()) {
            violations.add("%s (%s): %s: %s"
                    .formatted(
                            route,
                            browser.path(),
                            rule.getId(),
                            rule.getNodes().getFirst().getHtml()));
        }
        browser.stayedAtHome();
        browser.picture(route + " " + browser.path());
        browser.wider(route + " " + browser.path())
                .forEach(what -> violations.add(route + ": wider than a narrow screen: " + what));
    }

    private Optional<String> route(String address) {
        var path = PathContainer.parsePath(URI.create(address).getPath());
        return gets().stream()
                .filter(pattern ->
                        PathPatternParser.defaultInstance.parse(pattern).matches(path))
                .min((one, other) -> PathPatternParser.defaultInstance
                        .parse(one)
                        .compareTo(PathPatternParser.defaultInstance.parse(other)));
    }

    private List<String> gets() {
        return new Routes(mappings)
                .all().stream()
                        .filter(route -> route.method().equals("GET"))
                        .filter(route -> !Gatekeeper.isForClients(route.handler()))
                        .filter(route -> !route.isDownload())
                        .map(Routes.Route::path)
                        .distinct()
                        .toList();
    }

    private Set<String> unopened() {
        var left = new TreeSet<>(gets());
        left.removeAll(opened.keySet());
        return left;
    }
}

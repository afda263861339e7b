package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.Lead;
import org.vigie.crawl.Purpose;
import org.vigie.crawl.RobotsPolicy;
import org.vigie.crawl.Scope;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.StaffService;
import org.vigie.testing.Fixtures;

/** In a real browser the page of a crawl renews itself, and says each time that nobody asked. */
@ServedTest
class PollIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @LocalServerPort
    private int port;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private StaffService staff;

    @Autowired
    private CrawlService crawl;

    @Test
    void eachQuestionOfThePageItselfIsMarked() {
        var org = fixtures.organisation("Polled");
        var lead = CurrentOrganisation.as(
                org,
                () -> crawl.start(new Lead(
                        org,
                        Purpose.SEED,
                        List.of(CanonicalAddress.parse("http://polled.example/")),
                        Scope.HOST,
                        2,
                        100,
                        Duration.ZERO,
                        RobotsPolicy.RFC9309,
                        UUID.randomUUID())));
        try (var browser = Browser.open("http://localhost:" + port)) {
            browser.go(staff.oneTimeSignIn(org).toString());
            browser.go("/crawl/" + lead);
            browser.driver().executeScript("""
                    window.asked = [];
                    document.body.addEventListener('htmx:configRequest', function (event) {
                      window.asked.push(event.detail.headers['Vigie-Poll']);
                    });
                    """);
            new WebDriverWait(browser.driver(), PATIENCE)
                    .until(any ->
                            Objects.equals(browser.driver().executeScript("return window.asked.length >= 2"), true));
            assertThat(browser.driver().executeScript("return window.asked.every(said => said === 'true')"))
                    .isEqualTo(true);
        }
    }
}

package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.vigie.staff.FakeIssuer;
import org.vigie.staff.StaffSamples;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/**
 * A real browser goes to an identity service on another site and comes back: only there does it show whether our cookie, which
 * other sites never get, is with the answer.
 */
@ServedTest
@Import(StaffSamples.class)
class OutsideSignInIT {
    private static final Duration BACK_MAX = Duration.ofSeconds(20);

    @LocalServerPort
    private int port;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private StaffSamples samples;

    @Autowired
    private FakeClock clock;

    @Test
    void aPersonComesBackFromAnotherSiteAndIsSignedIn() throws IOException, JOSEException {
        var org = fixtures.organisation("Outside");
        try (var issuer = new FakeIssuer(clock);
                var browser = Browser.open("http://localhost:" + port)) {
            browser.go("/enrolment/" + samples.invitation(org, "outside-it", issuer));
            browser.press("#outside");
            assertThat(new AxeBuilder().analyze(browser.driver()).getViolations())
                    .isEmpty();
            browser.press("#leave");
            until(browser, "/sign-in/organisation");

            browser.the("#organisation").sendKeys("outside-it");
            browser.press("main form button");
            assertThat(browser.text()).contains("127.0.0.1");
            browser.press("#leave");
            until(browser, "/");

            browser.go("/sessions");
            assertThat(browser.text()).contains("Sam", "Chrome", "Identity service of the organisation");
            browser.go("/confirm-it-is-you?lang=fr");
            assertThat(new AxeBuilder().analyze(browser.driver()).getViolations())
                    .isEmpty();
            browser.press("#outside");
            assertThat(new AxeBuilder().analyze(browser.driver()).getViolations())
                    .isEmpty();
            browser.press("#leave");
            until(browser, "/");
        }
    }

    private static void until(Browser browser, String path) {
        new WebDriverWait(browser.driver(), BACK_MAX)
                .until(driver -> Objects.requireNonNull(driver.getCurrentUrl()).startsWith("http://localhost")
                        && browser.path().equals(path));
    }
}

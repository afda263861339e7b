package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.vigie.testing.FakeClock;

@ServedTest
class DoorIT {
    @LocalServerPort
    private int port;

    @Autowired
    private FakeClock clock;

    @ParameterizedTest
    @CsvSource({
        "/report, /receipt, Received, Checked",
        "/signaler, /recu, Reçu, Vérifié",
    })
    void aWitnessWithoutJavaScriptReportsAndFollowsTheReport(
            String reportPath, String receiptPath, String received, String checked) {
        try (var browser = Browser.withoutJavaScript("http://localhost:" + port)) {
            browser.go(reportPath);
            assertThat(browser.driver().manage().getCookies()).isEmpty();
            browser.press("#send");
            assertThat(browser.the(".govuk-error-summary a").getDomAttribute("href"))
                    .isEqualTo("#address");

            browser.the("#address").sendKeys("http://seen.example/pictures/1");
            browser.the("#words").sendKeys("à droite <b>du</b> titre");
            browser.press("#send");
            assertThat(browser.text()).contains("hxxp://seen[.]example/pictures/1", "à droite <b>du</b> titre");

            browser.press("button[value=yes]");
            var code = browser.the("#receipt-code").getText();
            assertThat(code).matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}");

            browser.go(receiptPath);
            browser.the("#code").sendKeys(code);
            browser.press("form button");
            assertThat(browser.path()).isEqualTo(receiptPath);
            assertThat(browser.the("[aria-current=step]").getText()).contains(received);

            clock.advance(Duration.ofDays(3));
            browser.go(receiptPath);
            browser.the("#code").sendKeys(code.replace("-", ""));
            browser.press("form button");
            assertThat(browser.the("[aria-current=step]").getText()).contains(checked);
            assertThat(browser.driver().findElements(By.cssSelector("#stages li")))
                    .hasSize(4);

            assertThat(browser.driver().manage().getCookies()).isEmpty();
            browser.stayedAtHome();
        }
    }
}

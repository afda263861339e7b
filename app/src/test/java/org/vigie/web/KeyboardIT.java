package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import javax.imageio.ImageIO;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.retention.RetentionSamples;
import org.vigie.staff.Role;
import org.vigie.staff.StaffSamples;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/** The way of a new administrator from the invitation to an act that takes two, by the keyboard alone. */
@ServedTest
@Import({StaffSamples.class, RetentionSamples.class})
class KeyboardIT {
    private static final String PASSWORD = "seven kites above the harbour";

    /** Presses of the tab key on one page: more and the person is lost, or held. */
    private static final int TABS_MAX = 60;

    /** Whether the focus is on something that can be seen, and can be seen to have it. */
    private static final String SEEN = """
            var one = document.activeElement;
            var box = one.getBoundingClientRect();
            var style = getComputedStyle(one);
            var radio = one.nextElementSibling ? getComputedStyle(one.nextElementSibling, '::before') : style;
            var marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || radio.boxShadow !== 'none';
            return box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && marked;
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private FakeClock clock;

    @Autowired
    private StaffSamples people;

    @Autowired
    private RetentionSamples rules;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void fromTheInvitationToASecondPersonsAgreement() {
        var org = fixtures.organisation("By the keyboard");
        var colleague = fixtures.colleague(org, "Gwen", EnumSet.of(Role.ADMINISTRATOR));
        var soon = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(30);
        CurrentOrganisation.as(org, () -> rules.askedFor("NOTICE", 30, soon, colleague));
        try (var browser = Browser.open("http://localhost:" + port)) {
            enrol(browser, people.firstInvitation(org), "noa" + System.nanoTime());
            toRetention(browser);
            agree(browser);
            askForARule(browser, soon);
            renew(browser, org);
            browser.stayedAtHome();
        }
    }

    private void enrol(Browser browser, String link, String name) {
        browser.go(link);
        browser.type(Keys.TAB);
        assertThat(focused(browser, ".govuk-skip-link")).isTrue();
        browser.type(Keys.ENTER);
        tab(browser, "#name");
        tab(browser, "#sign-in-name");
        browser.type(name);
        browser.typeAndLeave(Keys.ENTER);

        tab(browser, "#instead");
        browser.type(Keys.ENTER);
        browser.picture("enrolment: a password instead");
        assertThat(browser.wider("enrolment: a password instead")).isEmpty();
        var secret = browser.the("dd code").getText();
        assertThat(scanned(browser)).contains("secret=" + secret.replaceAll("\\s", ""));
        tab(browser, "#password");
        browser.type(PASSWORD);
        tab(browser, "#code");
        browser.type(code(secret));
        tab(browser, "#set-up");
        browser.typeAndLeave(Keys.ENTER);

        assertThat(browser.wider("recovery codes")).isEmpty();
        tab(browser, "#next");
        browser.typeAndLeave(Keys.SPACE);
        clock.advance(Duration.ofMinutes(1));
        tab(browser, "#sign-in-name");
        browser.type(name);
        tab(browser, "#password");
        browser.type(PASSWORD);
        browser.typeAndLeave(Keys.ENTER);
        tab(browser, "#code");
        browser.type(code(secret));
        browser.typeAndLeave(Keys.ENTER);
        assertThat(browser.path()).isEqualTo("/");
    }

    /** The first page leads to what waits for a second administrator. */
    private void toRetention(Browser browser) {
        skip(browser);
        tab(browser, "#sooner-rules a");
        browser.typeAndLeave(Keys.ENTER);
    }

    private void agree(Browser browser) {
        assertThat(browser.the("#sooner").getText()).contains("Gwen asks to keep these for 30 days only");
        skip(browser);
        tab(browser, "#sooner button");
        assertThat(focused(browser, "form[action$='/agreement'] button")).isTrue();
        browser.typeAndLeave(Keys.ENTER);
        assertThat(browser.the("#after").getText()).contains("You agreed");
    }

    /** With a mistake first: the summary has the focus, and leads to the field. */
    private void askForARule(Browser browser, LocalDate day) {
        tab(browser, "#rule-kind");
        browser.type("Rep");
        tab(browser, "#rule-days");
        browser.type("365");
        tab(browser, "#rule-basis");
        browser.type("Act of example");
        tab(browser, "#rule-from");
        browser.type("soon");
        browser.typeAndLeave(Keys.ENTER);
        assertThat(focused(browser, ".govuk-error-summary")).isTrue();
        tab(browser, ".govuk-error-summary a");
        browser.type(Keys.ENTER);
        assertThat(focused(browser, "#rule-from")).isTrue();
        browser.type(Keys.END, Keys.BACK_SPACE.toString().repeat("soon".length()), day.toString());
        tab(browser, "#try-rule");
        browser.typeAndLeave(Keys.ENTER);
        assertThat(browser.text()).contains("What this rule would do");
        assertThat(browser.the("#first-night").getText()).contains("no record would be erased");
        skip(browser);
        tab(browser, "#set-rule");
        browser.typeAndLeave(Keys.ENTER);
        assertThat(browser.the("#after").getText()).contains("You asked for the rule");
        assertThat(browser.driver().findElements(By.cssSelector("#sooner form[action$='/agreement']")))
                .isEmpty();
    }

    /** As one whose authenticator was made with the invitation, when that was so. */
    private void renew(Browser browser, OrgId org) {
        CurrentOrganisation.as(
                org,
                () -> transaction.executeWithoutResult(
                        status -> db.sql("update person set totp_of_invitation = true where totp_sealed is not null")
                                .update()));
        look(browser, "/confirm-it-is-you");
        look(browser, "/me/sign-in/password");
        look(browser, "/");
        skip(browser);
        tab(browser, "#renew a");
        browser.typeAndLeave(Keys.ENTER);
        skip(browser);
        tab(browser, "input");
        assertThat(focused(browser, "#new-password")).isTrue();
        browser.type(PASSWORD);
        tab(browser, "#code");
        browser.type(code(browser.the("dd code").getText()));
        tab(browser, "#set-up");
        browser.typeAndLeave(Keys.ENTER);
        assertThat(browser.path()).isEqualTo("/me/sign-in?after=password");
    }

    /** Leaves pictures of a page in both languages, the English one last. */
    private static void look(Browser browser, String path) {
        for (var language : List.of("fr", "en")) {
            browser.go(path + "?lang=" + language);
            browser.picture("renewal " + path);
            assertThat(browser.wider("renewal " + path)).isEmpty();
        }
    }

    /** Past the navigation. */
    private static void skip(Browser browser) {
        browser.type(Keys.TAB, Keys.ENTER);
    }

    /** Tabs until the element has the focus, which can be seen at each stop. */
    private static void tab(Browser browser, String css) {
        for (int tabs = 0; tabs < TABS_MAX; tabs++) {
            browser.type(Keys.TAB);
            assertThat(browser.driver().executeScript(SEEN))
                    .as(
                            "focus of %s on %s",
                            browser.path(), browser.driver().executeScript("return document.activeElement.outerHTML"))
                    .isEqualTo(true);
            if (focused(browser, css)) {
                return;
            }
        }
        throw new AssertionError("the tab key does not lead to " + css + " on " + browser.path());
    }

    private static boolean focused(Browser browser, String css) {
        return Boolean.TRUE.equals(
                browser.driver().executeScript("return document.activeElement.matches(arguments[0])", css));
    }

    /** What the camera of a phone reads on the screen. */
    private static String scanned(Browser browser) {
        var code = browser.the(".vigie-qr");
        browser.driver().executeScript("arguments[0].scrollIntoView({block: 'center'})", code);
        try {
            var shown = ImageIO.read(new ByteArrayInputStream(code.getScreenshotAs(OutputType.BYTES)));
            int[] pixels = shown.getRGB(0, 0, shown.getWidth(), shown.getHeight(), null, 0, shown.getWidth());
            var light = new RGBLuminanceSource(shown.getWidth(), shown.getHeight(), pixels);
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(light)))
                    .getText();
        } catch (IOException | ReaderException unread) {
            throw new AssertionError("no QR code is read on the screen", unread);
        }
    }

    private String code(String secret) {
        return StaffSamples.code(Base32.decode(secret.replaceAll("\\s", "")), clock.instant());
    }
}

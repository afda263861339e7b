package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.Credential;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.vigie.organisation.OrgId;
import org.vigie.staff.StaffSamples;
import org.vigie.staff.StaffService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/**
 * A person's ways in, in a real browser with an authenticator of its own. Every page that a form shows on the way passes axe.
 * The pictures of the pages are left below {@code target/pictures} when {@code -Dvigie.pictures} is given.
 */
@ServedTest
@Import(StaffSamples.class)
class PasskeyIT {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);
    private static final String PASSWORD = "nine lanterns on the quay";

    @LocalServerPort
    private int port;

    @Autowired
    private FakeClock clock;

    @Autowired
    private StaffService staff;

    @Autowired
    private StaffSamples samples;

    @Autowired
    private Fixtures fixtures;

    private final List<String> violations = new ArrayList<>();
    private String base = "";
    private OrgId org;

    @BeforeEach
    void place() {
        org = fixtures.organisation("Passkeys in a browser");
        base = "http://localhost:" + port;
        clock.advance(Duration.ofHours(1));
    }

    @Test
    void anInvitedPersonEnrolsWithAPasskeyAndLivesWithIt() {
        var link = samples.firstInvitation(org);
        var name = "noor" + System.nanoTime();
        try (var browser = Browser.open(base)) {
            var device = plugIn(browser);
            browser.go(link);
            browser.the("#sign-in-name").sendKeys("x");
            browser.press("#continue");
            check(browser, "enrolment with an error");
            browser.the("#sign-in-name").clear();
            browser.the("#sign-in-name").sendKeys(name);
            browser.press("#continue");
            check(browser, "enrolment: which factor");
            refuse(browser, device, "form[data-passkey] #passkey");
            browser.press("#passkey");
            check(browser, "recovery codes");
            var codes = browser.driver().findElements(By.cssSelector("#codes code")).stream()
                    .map(WebElement::getText)
                    .toList();
            assertThat(codes).hasSize(10);
            browser.press("#next");
            check(browser, "sign-in after enrolment");

            signInByPasskey(browser);
            device = manage(browser, device);
            signOut(browser);

            device.removeAllCredentials();
            refuse(browser, device, "#passkey");
            recover(browser, device, name, codes.getFirst());
            signOut(browser);
            signInByPasskey(browser);
            browser.stayedAtHome();
        }
        invited(name);
        assertThat(violations).isEmpty();
    }

    /** The wrong authenticator: it holds a passkey of this site that the server does not know. */
    @Test
    void anAuthenticatorThatNobodyKnowsOpensNothing() throws Exception {
        try (var browser = Browser.open(base)) {
            var device = plugIn(browser);
            browser.go("/sign-in");
            device.addCredential(Credential.createResidentCredential(
                    new byte[] {1, 2, 3, 4}, "localhost", freshKey(), new byte[16], 0));
            browser.press("#passkey");
            assertThat(browser.path()).isEqualTo("/sign-in/passkey");
            assertThat(browser.text()).contains("The passkey was not accepted");
            check(browser, "sign-in refused");
            browser.go("/");
            assertThat(browser.path()).isEqualTo("/sign-in");
        }
        assertThat(violations).isEmpty();
    }

    /** Past what a form may hold the server refuses by itself; below that, the limit of an answer counts. */
    @ParameterizedTest
    @ValueSource(ints = {30_000, 3_000_000})
    void whatIsFarTooLongIsTheFaultOfWhoSendsIt(int characters) throws Exception {
        try (var client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var page = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/sign-in")).build(), BodyHandlers.ofString());
            var token = page.body().replaceAll("(?s).*?name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
            var form = "_csrf=" + token + "&credential=" + "A".repeat(characters);
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/sign-in/passkey"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isBetween(400, 499);
            if (characters < 1_000_000) {
                assertThat(answer.body()).contains("The passkey was not accepted");
            }
        }
    }

    /** Somebody invited by the first, in the same organisation, with the fallback and no script at all. */
    private void invited(String taken) {
        try (var browser = Browser.withoutJavaScript(base)) {
            browser.go(staff.oneTimeSignIn(org).toString());
            browser.go("/people");
            browser.the("#name").sendKeys("Sascha");
            browser.the("input[value=ANALYST]").click();
            browser.press("main form button");
            var link =
                    URI.create(browser.the(".govuk-inset-text code").getText()).getPath();
            browser.press(".vigie-header__button");

            browser.go(link);
            browser.the("#sign-in-name").sendKeys(taken);
            browser.press("#continue");
            assertThat(browser.text()).contains("this one is not free");
            var name = "sascha" + System.nanoTime();
            browser.the("#sign-in-name").clear();
            browser.the("#sign-in-name").sendKeys(name);
            browser.press("#continue");
            assertThat(browser.the("#passkey").isDisplayed()).isFalse();
            browser.the("#instead").click();
            var secret = browser.the("dd code").getText();
            browser.the("#password").sendKeys(PASSWORD);
            browser.the("#code").sendKeys(code(secret));
            browser.press("#set-up");
            assertThat(browser.driver().findElements(By.cssSelector("#codes code")))
                    .hasSize(10);
            browser.press("#next");

            clock.advance(Duration.ofMinutes(1));
            browser.the("#sign-in-name").sendKeys(name);
            browser.the("#password").sendKeys(PASSWORD);
            browser.press("#continue");
            browser.the("#code").sendKeys(code(secret));
            browser.press("main form button");
            assertThat(browser.path()).isEqualTo("/");
            browser.stayedAtHome();
        }
    }

    private void signInByPasskey(Browser browser) {
        browser.go("/sign-in");
        browser.press("#passkey");
        assertThat(browser.path()).isEqualTo("/");
    }

    /**
     * A device may hold but one passkey; adds one on another device and removes it; sets the fallback up. One device is
     * plugged in at a time, since the browser takes the answer of whichever is first.
     *
     * @return the device of before, plugged in anew
     */
    private VirtualAuthenticator manage(Browser browser, VirtualAuthenticator device) {
        browser.press(".vigie-header__tools a[href='/me/sign-in']");
        check(browser, "my sign-in");
        browser.the("#label").sendKeys("the same key");
        browser.the("#passkey").click();
        new WebDriverWait(browser.driver(), WAIT_MAX)
                .until(ExpectedConditions.visibilityOf(browser.the("[data-passkey-error=InvalidStateError]")));
        check(browser, "passkey that is there already");
        browser.the("#label").clear();
        var held = device.getCredentials();
        browser.driver().removeVirtualAuthenticator(device);
        var second = plugIn(browser);
        browser.the("#label").sendKeys("blue key");
        browser.press("#passkey");
        assertThat(browser.path()).isEqualTo("/me/sign-in?after=added");
        assertThat(browser.text()).contains("blue key");
        check(browser, "my sign-in with two passkeys");
        browser.driver()
                .findElements(By.cssSelector(".govuk-summary-card"))
                .get(1)
                .findElement(By.cssSelector(".remove"))
                .click();
        until(browser, "/me/sign-in?after=removed");
        assertThat(browser.driver().findElements(By.cssSelector(".govuk-summary-card")))
                .hasSize(1);
        browser.driver().removeVirtualAuthenticator(second);
        var first = plugIn(browser);
        held.forEach(first::addCredential);

        browser.press("#to-password");
        check(browser, "my password");
        var secret = browser.the("dd code").getText();
        browser.the("#new-password").sendKeys("short");
        browser.the("#code").sendKeys(code(secret));
        browser.press("#set-up");
        check(browser, "my password with an error");
        assertThat(browser.the("dd code").getText()).isEqualTo(secret);
        browser.the("#new-password").sendKeys(PASSWORD);
        browser.the("#code").sendKeys(code(secret));
        browser.press("#set-up");
        assertThat(browser.path()).isEqualTo("/me/sign-in?after=password");
        browser.go("/me/sign-in/password");
        check(browser, "my password, which is there");
        return first;
    }

    private void recover(Browser browser, VirtualAuthenticator device, String name, String code) {
        browser.go("/sign-in");
        browser.press("a[href='/sign-in/recovery']");
        browser.press("#continue");
        check(browser, "recovery with an error");
        browser.the("#sign-in-name").sendKeys(name);
        browser.the("#password").sendKeys(PASSWORD);
        browser.the("#recovery-code").sendKeys(code);
        browser.press("#continue");
        assertThat(browser.path()).isEqualTo("/sign-in/recovery/new");
        check(browser, "recovery: new factor");
        assertThat(device.getCredentials()).isEmpty();
        browser.press("#passkey");
        assertThat(browser.path()).isEqualTo("/me/sign-in?after=recovery");
        check(browser, "my sign-in after recovery");
        browser.go("/");
        check(browser, "home after recovery");
        assertThat(browser.the("#recovered").getText()).contains("Administrator");
    }

    /** The person does not unlock the device, or it holds nothing: the page says so and stays usable. */
    private void refuse(Browser browser, VirtualAuthenticator device, String button) {
        device.setUserVerified(false);
        browser.the(button).click();
        var text = browser.the("[data-passkey-error=NotAllowedError]");
        new WebDriverWait(browser.driver(), WAIT_MAX).until(ExpectedConditions.visibilityOf(text));
        check(browser, "passkey not unlocked");
        device.setUserVerified(true);
    }

    private static void until(Browser browser, String path) {
        new WebDriverWait(browser.driver(), WAIT_MAX)
                .until(driver -> browser.path().equals(path));
    }

    private static void signOut(Browser browser) {
        browser.press(".vigie-header__button");
        assertThat(browser.path()).isEqualTo("/sign-in");
    }

    private static VirtualAuthenticator plugIn(Browser browser) {
        return browser.driver()
                .addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                        .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                        .setTransport(VirtualAuthenticatorOptions.Transport.USB)
                        .setHasResidentKey(true)
                        .setHasUserVerification(true)
                        .setIsUserVerified(true));
    }

    private static PKCS8EncodedKeySpec freshKey() throws Exception {
        var pairs = KeyPairGenerator.getInstance("EC");
        pairs.initialize(new ECGenParameterSpec("secp256r1"));
        return new PKCS8EncodedKeySpec(pairs.generateKeyPair().getPrivate().getEncoded());
    }

    private String code(String secret) {
        return StaffSamples.code(Base32.decode(secret), clock.instant());
    }

    private void check(Browser browser, String page) {
        assertThat(browser.driver().getTitle()).as(page).endsWith("– Vigie").doesNotContain("??");
        assertThat(browser.driver().getPageSource()).as(page).doesNotContain("??");
        new AxeBuilder()
                .analyze(browser.driver())
                .getViolations()
                .forEach(rule -> violations.add("%s: %s: %s"
                        .formatted(
                                page, rule.getId(), rule.getNodes().getFirst().getHtml())));
        browser.picture(page);
    }
}

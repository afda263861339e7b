package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window, of which every request and every complaint can be read afterwards. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final int JAVASCRIPT_OFF = 2;

    /** CSS pixels: what WCAG 1.4.10 takes for a page seen at four times its size, or on a small telephone. */
    private static final int NARROW = 320;

    /** How wide the page is when it is wider than its screen, and the last element that reaches beyond, of no part that scrolls. */
    private static final String WIDER = """
            var page = document.documentElement;
            if (page.scrollWidth <= page.clientWidth) { return []; }
            return [page.scrollWidth + ' pixels'].concat(Array.from(document.querySelectorAll('body *'))
              .filter(one => one.getBoundingClientRect().right > page.clientWidth && !one.closest('.vigie-scroll'))
              .map(one => one.outerHTML.slice(0, 120)).slice(-1));
            """;

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

    private static final Duration NEXT_PAGE_MAX = Duration.ofSeconds(20);

    private final ChromeDriver driver;
    private final String base;

    private Browser(ChromeDriver driver, String base) {
        this.driver = driver;
        this.base = base;
    }

    static Browser open(String base) {
        return open(base, Map.of());
    }

    static Browser withoutJavaScript(String base) {
        return open(base, Map.of("profile.managed_default_content_settings.javascript", JAVASCRIPT_OFF));
    }

    private static Browser open(String base, Map<String, Object> preferences) {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "skipped: Chromium and its driver are not installed (Debian: chromium, chromium-driver)");
        var logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--window-size=1280,1000");
        options.setExperimentalOption("prefs", preferences);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options), base);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** From the next page on {@link #ranOrWasStopped} tells of each. */
    void watchScripts() {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", LISTENER));
    }

    /** What of a {@link NaughtyTexts hostile text} ran on this page, and what its policy stopped. */
    Set<String> ranOrWasStopped() {
        var found = new TreeSet<String>();
        if (driver.executeScript("return window.vigieRan") instanceof Long ran && ran > 0) {
            found.add("ran " + ran);
        }
        if (driver.executeScript("return window.vigieStopped") instanceof List<?> stopped) {
            stopped.forEach(one -> found.add(String.valueOf(one)));
        }
        return found;
    }

    void go(String path) {
        driver.get(base + path);
    }

    /** Path and query of the page shown. */
    String path() {
        return driver.getCurrentUrl().substring(base.length());
    }

    WebElement the(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Presses a button or follows a link, and waits until the page that had it is gone: the driver answers sooner. */
    void press(String css) {
        WebElement page = the("html");
        the(css).click();
        new WebDriverWait(driver, NEXT_PAGE_MAX).until(waiting -> isGone(page));
    }

    /** Types as a person does who uses no mouse: into whatever has the focus. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** The same where it leads to another page, and waits for that. */
    void typeAndLeave(CharSequence... keys) {
        WebElement page = the("html");
        type(keys);
        new WebDriverWait(driver, NEXT_PAGE_MAX).until(waiting -> isGone(page));
    }

    /** Between two pages Chromium may say that an element is of no document, which Selenium does not know as stale. */
    private static boolean isGone(WebElement page) {
        try {
            page.isEnabled();
            return false;
        } catch (StaleElementReferenceException gone) {
            return true;
        } catch (WebDriverException between) {
            if (String.valueOf(between.getMessage()).contains("does not belong to the document")) {
                return true;
            }
            throw between;
        }
    }

    String text() {
        return the("body").getText();
    }

    /**
     * What reaches beyond a screen of 320 CSS pixels, for which the whole page has to be pushed sideways (WCAG 1.4.10), and a
     * picture of that screen. Empty where nothing does.
     */
    List<String> wider(String name) {
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", NARROW, "height", 2 * NARROW, "deviceScaleFactor", 1, "mobile", false));
        try {
            picture(name + " narrow");
            var wider = (List<?>) Objects.requireNonNull(driver.executeScript(WIDER));
            return wider.stream().map(String::valueOf).toList();
        } finally {
            driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", false));
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** Leaves a picture of the whole page below {@code target/pictures}, where {@code -Dvigie.pictures} asks for them. */
    void picture(String name) {
        if (System.getProperty("vigie.pictures") == null) {
            return;
        }
        var shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        try {
            var folder = Files.createDirectories(Path.of("target/pictures"));
            Files.write(
                    folder.resolve(
                            (name + " " + the("html").getDomAttribute("lang")).replaceAll("[^A-Za-z-]+", "-") + ".png"),
                    Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    List<String> links() {
        return driver.findElements(By.cssSelector("a[href^='/']")).stream()
                .map(link -> link.getDomAttribute("href"))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** Since the last call: every request went to the server under test, and the page broke no policy. */
    void stayedAtHome() {
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            var message = entry.getMessage();
            if (message.contains("\"Network.requestWillBeSent\"")) {
                var url = message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1");
                assertThat(url).matches("(?s)(" + java.util.regex.Pattern.quote(base) + "/|data:|about:|chrome:).*");
            }
        }
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                        .map(entry -> entry.getMessage())
                        // the answer that a form was not right is an answer, and Chromium calls it an error
                        .filter(message -> !message.contains("the server responded with a status of 4"))
                        .toList())
                .isEmpty();
    }

    @Override
    public void close() {
        driver.quit();
    }
}

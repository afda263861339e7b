package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.JavascriptException;
import org.springframework.boot.test.web.server.LocalServerPort;

/** In a real browser, a script of a page that is handed something that could run is refused, whatever the sink. */
@ServedTest
class TrustedTypesIT {
    private static final String SETUP = """
            window.ran = 0; window.canary = function () { window.ran++; };
            """;

    /** Each would run the canary, or make something that could. */
    private static final List<String> SINKS = List.of(
            "document.body.innerHTML = '<img src=x onerror=canary()>'",
            "document.body.innerHTML = '<svg/onload=canary()>'",
            "document.body.innerHTML = '<script>canary()</script>'",
            "document.body.innerHTML = '<iframe srcdoc=x></iframe>'",
            "document.body.innerHTML = '<a href=javascript:canary()>x</a>'",
            "document.body.innerHTML = '<a href=\"java&#115;cript:canary()\">x</a>'",
            "document.body.innerHTML = '<a href=\"&#x6a;avascript&colon;canary()\">x</a>'",
            "document.body.innerHTML = '<a href=\"java&Tab;script:canary()\">x</a>'",
            "document.body.innerHTML = '<a href=\"java\\nscript:canary()\">x</a>'",
            "document.body.innerHTML = '<base href=//outside.example>'",
            "document.body.innerHTML = '<style>*{}</style>'",
            "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=canary()>')",
            "document.body.outerHTML = '<body onload=canary()>'",
            "document.createRange().createContextualFragment('<script>canary()</script>')",
            "new DOMParser().parseFromString('<script>canary()</script>', 'text/html')",
            "document.write('<script>canary()</script>')",
            "eval('canary()')",
            "new Function('canary()')()",
            "setTimeout('canary()')",
            "document.body.setAttribute('onclick', 'canary()')",
            "document.createElement('script').src = 'data:,canary()'",
            "document.createElement('script').src = '/assets/js/start.js'",
            "document.createElement('script').text = 'canary()'",
            "document.createElement('iframe').srcdoc = '<script>canary()</script>'",
            "trustedTypes.createPolicy('mine', {createHTML: function (text) { return text; }})",
            "trustedTypes.createPolicy('default', {createHTML: function (text) { return text; }})");

    @LocalServerPort
    private int port;

    @Test
    void everySinkRefusesWhatCouldRun() {
        try (var browser = Browser.open("http://localhost:" + port)) {
            browser.go("/report");
            browser.driver().executeScript(SETUP);
            for (var sink : SINKS) {
                assertThat(answer(browser, sink)).as(sink).isNotEqualTo("done");
            }
            assertThat(browser.driver().executeScript("return window.ran")).isEqualTo(0L);
        }
    }

    @Test
    void anAddressThatWouldRunIsNotFollowed() {
        try (var browser = Browser.open("http://localhost:" + port)) {
            browser.go("/report");
            browser.driver().executeScript(SETUP + """
                    const link = document.createElement('a');
                    link.href = 'javascript:canary()';
                    document.body.append(link);
                    link.click();
                    """);
            assertThat(browser.driver().executeScript("return window.ran")).isEqualTo(0L);
            assertThat(browser.path()).isEqualTo("/report");
        }
    }

    @Test
    void plainMarkupIsLetThrough() {
        try (var browser = Browser.open("http://localhost:" + port)) {
            browser.go("/report");
            assertThat(answer(browser, "document.body.innerHTML = '<p id=plain>a < b, on time = now</p>'"))
                    .isEqualTo("done");
            assertThat(browser.the("#plain").getText()).startsWith("a < b");
        }
    }

    /** In a task of the page's own: what a driver runs itself, it runs past the policy. */
    private static String answer(Browser browser, String sink) {
        try {
            return String.valueOf(browser.driver()
                    .executeAsyncScript("const answer = arguments[0]; setTimeout(function () { try { " + sink
                            + "; answer('done'); } catch (error) { answer(String(error)); } });"));
        } catch (JavascriptException refused) {
            return "refused";
        }
    }
}

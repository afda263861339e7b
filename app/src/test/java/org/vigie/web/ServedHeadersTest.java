package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.OpenToAll;
import org.vigie.staff.StaffService;
import org.vigie.testing.Figure;

/**
 * The policy on what a real server sends: every route as nobody and as somebody, by GET and POST, files, what is refused before
 * any handler is asked, and what fails.
 */
@Tag("figures")
@ServedTest
@Import(ServedHeadersTest.Failing.class)
class ServedHeadersTest {
    /** What no answer has: the names of programs, and permissions to others. */
    private static final Set<String> NEVER = Set.of(
            "server",
            "x-powered-by",
            "via",
            "access-control-allow-origin",
            "x-application-context",
            "speculation-rules",
            "link",
            "etag");

    private static final String KEPT = "max-age=3600, public";

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private StaffService staff;

    @Autowired
    private OrganisationService organisations;

    private int answers;

    /** A page that fails. */
    @TestComponent
    @Controller
    @OpenToAll
    static class Failing {
        @GetMapping("/failing-for-a-test")
        String fail() {
            throw new IllegalStateException("http://secret.example/in-an-exception");
        }
    }

    @Test
    void everyAnswerHasTheWholePolicyAndNamesNoProgram() throws IOException {
        var raw = new RawHttp(port);
        var cookie = signIn(raw);
        var statuses = new TreeSet<Integer>();
        for (var route : new Routes(mappings).all()) {
            for (var headers : List.of(new String[0], new String[] {"Cookie: " + cookie})) {
                if (route.path().equals("/sign-out") && headers.length > 0) {
                    continue;
                }
                var answer = raw.ask(route.method() + " " + route.filled() + " HTTP/1.1", headers);
                statuses.add(check(answer, route.toString(), "no-store").status());
            }
        }
        assertThat(statuses).contains(200, 302, 401, 403, 409, 422, 500);
        for (var file : List.of(
                "css/brand.css",
                "js/trusted-types.js",
                "govuk/govuk-frontend.min.css",
                "htmx/htmx.min.js",
                "icon.svg")) {
            assertThat(check(raw.ask("GET /assets/" + file + " HTTP/1.1"), file, KEPT)
                            .status())
                    .isEqualTo(200);
        }
        Figure.keep(
                "S6",
                "%d answers of a served application (%d routes, files, refusals, failures): all headers exactly as the policy says"
                        .formatted(
                                answers + refusals(raw),
                                new Routes(mappings).all().size()));
    }

    /** What the server or the firewall refuses before any of ours is asked. */
    private int refusals(RawHttp raw) throws IOException {
        Map<String, Integer> asked = new LinkedHashMap<>();
        asked.put("GET /nothing HTTP/1.1", 404);
        asked.put("GET /assets/nothing.css HTTP/1.1", 404);
        asked.put("GET //double HTTP/1.1", 400);
        asked.put("GET /a;b=c HTTP/1.1", 400);
        asked.put("GET /a%2fb HTTP/1.1", 400);
        asked.put("GET /a%00b HTTP/1.1", 400);
        asked.put("GET /../../etc/passwd HTTP/1.1", 400);
        asked.put("GET /%zz HTTP/1.1", 400);
        asked.put("TRACE / HTTP/1.1", 405);
        asked.put("BREW / HTTP/1.1", 400);
        asked.put("OPTIONS / HTTP/1.1", 302);
        asked.put("DELETE /report HTTP/1.1", 405);
        asked.put("HEAD /report HTTP/1.1", 200);
        asked.put("GET /report?" + "a".repeat(7_000) + " HTTP/1.1", 200);
        for (var one : asked.entrySet()) {
            var answer = check(raw.ask(one.getKey()), one.getKey(), "no-store");
            assertThat(answer.status()).as(one.getKey()).isEqualTo(one.getValue());
            assertThat(answer.body()).as(one.getKey()).doesNotContainIgnoringCase("tomcat", "apache", "java.");
        }
        var form = raw.form("/sign-in", "sign-in-name=a&password=b");
        assertThat(check(form, "a form without its token", "no-store").status()).isEqualTo(403);
        var failed = check(raw.ask("GET /failing-for-a-test HTTP/1.1"), "a failure", "no-store");
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("secret.example", "IllegalState");
        return asked.size() + 2;
    }

    /** What is no HTTP is refused by the server without a body, and without its name. */
    @Test
    void whatIsNoHttpGetsNothingToShow() throws IOException {
        for (var line : List.of("GET", "\u0001\u0002 / HTTP/1.1", "GET / HTTP/9.9", "GET /<script> HTTP/1.1")) {
            var answer = new RawHttp(port).ask(line);
            assertThat(answer.status()).as(line).isIn(400, 505);
            assertThat(answer.headers().keySet()).doesNotContainAnyElementsOf(NEVER);
            assertThat(answer.body()).as(line).doesNotContainIgnoringCase("tomcat", "script", "java.");
        }
    }

    @Test
    void theSessionCookieIsKeptFromScriptsAndOtherSites() throws IOException {
        var raw = new RawHttp(port);
        var set = oneTime(raw).all("Set-Cookie");
        assertThat(set).singleElement().asString().matches("vigie=[0-9A-F]{32}; Path=/; HttpOnly; SameSite=Strict");
        assertThat(raw.ask("GET /assets/icon.svg HTTP/1.1").all("Set-Cookie")).isEmpty();
        assertThat(raw.ask("GET /nothing HTTP/1.1").all("Set-Cookie")).isEmpty();
    }

    private RawHttp.Answer check(RawHttp.Answer answer, String what, String caching) {
        answers++;
        BrowserPolicy.HEADERS.forEach((name, value) -> assertThat(answer.all(name))
                .as("%s of %s (%d)", name, what, answer.status())
                .containsExactly(name.equals("Cache-Control") ? caching : value));
        assertThat(answer.headers().keySet()).as(what).doesNotContainAnyElementsOf(NEVER);
        assertThat(answer.all("Strict-Transport-Security")).as("without https").isEmpty();
        return answer;
    }

    private String signIn(RawHttp raw) throws IOException {
        return oneTime(raw).all("Set-Cookie").getFirst().split(";", 2)[0];
    }

    private RawHttp.Answer oneTime(RawHttp raw) throws IOException {
        var link = staff.oneTimeSignIn(organisations.hotline());
        return raw.ask("GET " + link.getPath() + " HTTP/1.1");
    }
}

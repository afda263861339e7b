package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class HeadersTest {
    private static final Map<String, List<String>> POLICY = Map.ofEntries(
            Map.entry("default-src", List.of("'none'")),
            Map.entry("script-src", List.of("'self'")),
            Map.entry("style-src", List.of("'self'")),
            Map.entry("img-src", List.of("'self'")),
            Map.entry("font-src", List.of("'self'")),
            Map.entry("connect-src", List.of("'self'")),
            Map.entry("form-action", List.of("'self'")),
            Map.entry("base-uri", List.of("'none'")),
            Map.entry("frame-ancestors", List.of("'none'")),
            Map.entry("require-trusted-types-for", List.of("'script'")),
            Map.entry("trusted-types", List.of("default")));

    private static final String PERMISSIONS =
            "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), "
                    + "fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), microphone=(), midi=(), "
                    + "payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), "
                    + "xr-spatial-tracking=()";

    private static final Map<String, String> OTHERS = Map.of(
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "X-DNS-Prefetch-Control", "off",
            "X-Robots-Tag", "noindex, nofollow",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", PERMISSIONS);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private Fixtures fixtures;

    @Test
    void everyRouteAnswersWithTheWholePolicy() {
        var person =
                new SignedIn(UUID.randomUUID(), fixtures.organisation("Headers"), EnumSet.allOf(Role.class), "Headers");
        for (var route : new Routes(mappings).all()) {
            var response = mvc.method(HttpMethod.valueOf(route.method()))
                    .uri(route.filled())
                    .with(user(person))
                    .exchange()
                    .getResponse();

            assertThat(parsed(response)).as("content policy of %s", route).isEqualTo(POLICY);
            OTHERS.forEach((name, value) -> assertThat(response.getHeaders(name))
                    .as("%s of %s", name, route)
                    .containsExactly(value));
            assertThat(response.getHeaders("Cache-Control")).as("%s", route).containsExactly("no-store");
        }
    }

    @Test
    void filesMayBeKeptAndHaveThePolicyToo() {
        for (var file : List.of(
                "css/brand.css",
                "js/trusted-types.js",
                "govuk/govuk-frontend.min.css",
                "htmx/htmx.min.js",
                "icon.svg")) {
            var response = mvc.get().uri(StaticFiles.PATH + file).exchange().getResponse();

            assertThat(response.getStatus()).as(file).isEqualTo(200);
            assertThat(parsed(response)).isEqualTo(POLICY);
            assertThat(response.getHeader("Cache-Control")).isEqualTo("max-age=3600, public");
        }
    }

    @Test
    void thePolicyIsWrittenFromItsParts() {
        assertThat(BrowserPolicy.HEADERS).containsAllEntriesOf(OTHERS).hasSize(OTHERS.size() + 2);
        assertThat(ContentPolicy.OURS.directives()).containsOnlyKeys(ContentPolicy.Directive.values());
        assertThat(ContentPolicy.OURS.text()).doesNotContain("unsafe", "*", "http", "data:", "blob:");
    }

    @Test
    void httpsIsKeptForAYearWhereItWasUsed() {
        var response = mvc.get().uri("https://vigie.example/report").exchange().getResponse();

        assertThat(response.getHeaders("Strict-Transport-Security")).containsExactly("max-age=31536000");
    }

    @Test
    void whatIsNotNamedIsNotServed() {
        for (var path : List.of("/webjars/htmx.org/package.json", "/assets/../application.properties", "/nothing")) {
            assertThat(mvc.get().uri(path).exchange().getResponse().getStatus())
                    .as(path)
                    .isIn(400, 404);
        }
    }

    private static Map<String, List<String>> parsed(MockHttpServletResponse response) {
        var header = response.getHeaders("Content-Security-Policy");
        assertThat(header).hasSize(1);
        var policy = new LinkedHashMap<String, List<String>>();
        for (var directive : header.getFirst().split(";", -1)) {
            var words = Arrays.asList(directive.strip().split("\\s+"));
            assertThat(policy.put(words.getFirst(), words.subList(1, words.size())))
                    .isNull();
        }
        return policy;
    }
}

package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

/** An organisation with an identity service on loopback, and people who come in by it as browsers do. */
abstract class OutsideTestBase extends StaffTestBase {
    private static final Pattern LEAVE = Pattern.compile("id=\"leave\"[^>]*href=\"([^\"]*)\"");

    FakeIssuer issuer;
    String code;
    MockHttpSession admin;

    @BeforeEach
    void service() throws IOException, JOSEException {
        issuer = new FakeIssuer(clock);
        code = "org-" + UUID.randomUUID().toString().substring(0, 8);
        admin = signedIn(member(Role.ADMINISTRATOR));
        assertThat(post("/people/organisation-sign-in", admin, settings(issuer.issuer(), FakeIssuer.SECRET)))
                .hasRedirectedUrl("/people/organisation-sign-in");
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    Map<String, String> settings(String at, String secret) {
        return Map.of("code", code, "issuer", at, "client", FakeIssuer.CLIENT, "secret", secret);
    }

    void bound(String subject, Role role) {
        var token = invitation("Sam", role);
        assertThat(text(mvc.get().uri("/enrolment/" + token).exchange()))
                .contains("Use the sign-in of your organisation");
        var session = new MockHttpSession();
        var grant = issuer.grant(leaving(session, "/enrolment/" + token + "/organisation"), subject);
        assertThat(taken(session, grant)).hasRedirectedUrl("/sign-in/organisation");
    }

    MvcTestResult enter(MockHttpSession session, String subject) {
        return taken(session, issuer.grant(leaving(session, "/sign-in/organisation"), subject));
    }

    MvcTestResult confirm(MockHttpSession session, String subject) {
        return taken(session, issuer.grant(leaving(session, "/confirm-it-is-you/organisation"), subject));
    }

    /** The address of the service that the page links to. */
    String leaving(MockHttpSession session, String path) {
        var page = text(post(path, session, Map.of("organisation", code, "then", "/people")));
        var link = LEAVE.matcher(page);
        assertThat(link.find()).as(page).isTrue();
        return HtmlUtils.htmlUnescape(link.group(1));
    }

    /** The browser comes from the service without its cookie, and goes on from our page with it. */
    MvcTestResult taken(MockHttpSession session, FakeIssuer.Grant grant) {
        var arrived = mvc.get()
                .uri("/sign-in/organisation/answer?code={code}&state={state}", grant.code(), grant.state())
                .exchange();
        assertThat(arrived).hasStatusOk();
        var next = arrived.getResponse().getHeader("Refresh");
        assertThat(next).startsWith("0; url=/sign-in/organisation/answer/taken?");
        assertThat(arrived.getRequest().getSession(false))
                .as("no session is made")
                .isNull();
        return get(
                java.net.URLDecoder.decode(
                        Objects.requireNonNull(next).substring("0; url=".length()), StandardCharsets.UTF_8),
                session);
    }

    static Function<Map<String, Object>, Map<String, Object>> with(String name, Object value) {
        return usual -> {
            var changed = new HashMap<>(usual);
            changed.put(name, value);
            return changed;
        };
    }

    static Function<Map<String, Object>, Map<String, Object>> plus(String name, long seconds) {
        return usual -> {
            var changed = new HashMap<>(usual);
            changed.compute(name, (any, value) -> value instanceof Long number ? number + seconds : value);
            return changed;
        };
    }

    static Function<Map<String, Object>, Map<String, Object>> without(String name) {
        return usual -> {
            var changed = new HashMap<>(usual);
            changed.remove(name);
            return changed;
        };
    }
}

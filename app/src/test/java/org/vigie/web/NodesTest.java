package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.vigie.VigieApplication;
import org.vigie.api.Circle;
import org.vigie.api.ClientService;
import org.vigie.api.LongTokens;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.StaffService;
import org.vigie.testing.Database;
import org.vigie.testing.Figure;
import org.vigie.testing.Fixtures;

/** S17: two copies of the application, each with a memory of its own, on one database. What ends at one has ended at the other. */
@Tag("figures")
@ServedTest
@TestPropertySource(properties = "vigie.staff.node=a")
class NodesTest {
    private static final Duration REVOCATION_MAX = Duration.ofSeconds(1);
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final AuditActor TEST = AuditActor.system("test");

    @SuppressWarnings("NullAway.Init") // started before all tests
    private static ConfigurableApplicationContext second;

    @LocalServerPort
    private int port;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private StaffService staff;

    @Autowired
    private ClientService clients;

    /** One copy, as a browser sees it. */
    private record Node(RawHttp http, StaffService staff) {
        /** Signs the guest of the demo in; answers the cookie. */
        String signIn(OrgId org) throws IOException {
            var answer = http.ask("GET " + staff.oneTimeSignIn(org) + " HTTP/1.1");
            return cookie(answer);
        }

        boolean lets(String cookie) throws IOException {
            return http.ask("GET / HTTP/1.1", cookie).status() == 200;
        }

        /** The token of the form on the page of sessions. */
        String form(String cookie) throws IOException {
            var token = CSRF.matcher(http.ask("GET /sessions HTTP/1.1", cookie).body());
            assertThat(token.find()).isTrue();
            return token.group(1);
        }

        /** Answers the cookie under which this session goes on. */
        String endOthers(String cookie, String form) throws IOException {
            var answer = http.form("/sessions/others/end", "_csrf=" + form, cookie);
            assertThat(answer.status()).isEqualTo(302);
            return cookie(answer);
        }

        private static String cookie(RawHttp.Answer answer) {
            return "Cookie: " + answer.all("Set-Cookie").getFirst().split(";", 2)[0];
        }
    }

    @BeforeAll
    static void startTheSecond() {
        second = new SpringApplicationBuilder(VigieApplication.class, Fixtures.class)
                .initializers(new Database())
                .run(
                        "--server.port=0",
                        "--vigie.staff.node=b",
                        "--vigie.work.running=false",
                        "--vigie.crawl.running=false",
                        "--vigie.audit.running=false",
                        "--springdoc.api-docs.enabled=false",
                        "--management.server.port=-1");
    }

    @AfterAll
    static void stop() {
        second.close();
    }

    @Test
    void aSessionThatIsEndedThroughOneIsRefusedByTheOtherAtItsNextRequest() throws IOException {
        var org = fixtures.organisation("Two nodes");
        var a = new Node(new RawHttp(port), staff);
        var b = new Node(new RawHttp(portOfSecond()), second.getBean(StaffService.class));
        int rounds = Figure.rounds(5, 100);
        long slowest = 0;
        for (int round = 0; round < rounds; round++) {
            var here = a.signIn(org);
            var there = b.signIn(org);
            assertThat(a.lets(here)).isTrue();
            assertThat(b.lets(there)).isTrue();
            assertThat(b.lets(here))
                    .as("a session is known where it was opened")
                    .isFalse();

            var form = b.form(there);
            long began = System.nanoTime();
            var going = b.endOthers(there, form);
            assertThat(a.lets(here)).isFalse();
            slowest = Math.max(slowest, System.nanoTime() - began);

            assertThat(b.lets(going)).isTrue();
            assertThat(b.lets(there)).as("its old id").isFalse();
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(REVOCATION_MAX);
        Figure.keep(
                "S17-nodes",
                "%d sessions ended through another copy, %d refused at the next request; the slowest took %d ms from the order to the refusal"
                        .formatted(rounds, rounds, slowest / 1_000_000));
    }

    @Test
    void aTokenOfAProgramThatIsEndedThroughOneIsRefusedByTheOther() throws IOException {
        var org = fixtures.organisation("Two nodes");
        var client = CurrentOrganisation.as(org, () -> clients.create("Partner", Circle.INSIDE, 100, TEST))
                .id();
        var token = CurrentOrganisation.as(org, () -> LongTokens.give(clients, client, 1, TEST));
        var first = new RawHttp(port);
        assertThat(first.ask("GET /status HTTP/1.1", "Authorization: Bearer " + token)
                        .status())
                .isNotEqualTo(401);
        CurrentOrganisation.as(org, () -> second.getBean(ClientService.class).endTokens(client, TEST));
        assertThat(first.ask("GET /status HTTP/1.1", "Authorization: Bearer " + token)
                        .status())
                .isEqualTo(401);
    }

    private static int portOfSecond() {
        return Objects.requireNonNull(((WebServerApplicationContext) second).getWebServer())
                .getPort();
    }
}

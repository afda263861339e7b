package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.vigie.staff.StaffLimits;
import org.vigie.staff.StaffService;
import org.vigie.testing.Figure;
import org.vigie.testing.Fixtures;

/** Strangers do not fill the memory that the public door lives in. */
@Tag("figures")
@ServedTest
class GuestSessionsTest {
    private static final int AT_ONCE = 4;

    @LocalServerPort
    private int port;

    @Autowired
    private WebServerApplicationContext served;

    @Autowired
    private StaffService staff;

    @Autowired
    private Fixtures fixtures;

    @SuppressWarnings("NullAway.Init") // found before each test
    private Manager sessions;

    @BeforeEach
    void find() {
        var server = (TomcatWebServer) Objects.requireNonNull(served.getWebServer());
        var context = (Context) server.getTomcat().getHost().findChildren()[0];
        sessions = context.getManager();
    }

    @Test
    void whoAsksForManySessionsEndsThoseOfGuestsAndOfNobodyElse() throws IOException {
        var http = new RawHttp(port);
        var colleague = signIn(http);
        var elsewhere = new Visitor(port);
        var shown = elsewhere.formToken("/sign-in");
        int asked = Figure.rounds(2_500, 5_000);

        var statuses = flood(http, asked);

        assertThat(statuses).containsExactlyInAnyOrder(200, 403);
        int left = sessions.getActiveSessions();
        assertThat(left)
                .isBetween(
                        StaffLimits.GUEST_SESSIONS_OF_NETWORK_MAX / 2, StaffLimits.GUEST_SESSIONS_OF_NETWORK_MAX + 10);
        assertThat(elsewhere
                        .post("/sign-in", Map.of("sign-in-name", "nobody", "password", "nothing", "_csrf", shown))
                        .status())
                .as("the form that a guest elsewhere was shown before")
                .isEqualTo(422);
        assertThat(http.ask("GET / HTTP/1.1", colleague).status()).isEqualTo(200);
        var afterwards = signIn(http);
        assertThat(http.ask("GET / HTTP/1.1", afterwards).status()).isEqualTo(200);
        assertThat(rests())
                .containsOnly(seconds(StaffLimits.GUEST_SESSION_REST_MAX), seconds(StaffLimits.SESSION_REST_MAX));
        Figure.keep(
                "S26-guests",
                "%d requests of strangers of one network for sessions left %d, at most %d of guests there; who was signed in stayed so, and a guest elsewhere signed in"
                        .formatted(asked, left, StaffLimits.GUEST_SESSIONS_OF_NETWORK_MAX));
    }

    @Test
    void aSessionLivesLongerOnceSomebodySignedInToIt() throws IOException {
        var http = new RawHttp(port);
        var guest = cookie(http.ask("GET /sign-in HTTP/1.1"));
        assertThat(session(guest).getMaxInactiveInterval()).isEqualTo(seconds(StaffLimits.GUEST_SESSION_REST_MAX));
        var colleague = signIn(http);
        assertThat(session(colleague).getMaxInactiveInterval()).isEqualTo(seconds(StaffLimits.SESSION_REST_MAX));
    }

    @Test
    void thePublicDoorMakesNone() throws IOException {
        var http = new RawHttp(port);
        int before = sessions.getActiveSessions();
        for (var page : List.of("/report", "/signaler", "/receipt", "/recu")) {
            assertThat(http.ask("GET " + page + " HTTP/1.1").all("Set-Cookie")).isEmpty();
            assertThat(http.form(page, "address=x").all("Set-Cookie")).isEmpty();
        }
        assertThat(sessions.getActiveSessions()).isEqualTo(before);
    }

    private ConcurrentSkipListSet<Integer> flood(RawHttp http, int requests) {
        var statuses = new ConcurrentSkipListSet<Integer>();
        try (var many = Executors.newFixedThreadPool(AT_ONCE)) {
            IntStream.range(0, requests).forEach(number -> many.execute(() -> statuses.add(ask(http, number))));
        }
        return statuses;
    }

    /** The page of sign-in, or a form without its token. */
    private static int ask(RawHttp http, int number) {
        try {
            return number % 2 == 0
                    ? http.ask("GET /sign-in HTTP/1.1").status()
                    : http.form("/sign-in", "sign-in-name=nobody&password=nothing")
                            .status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int seconds(Duration rest) {
        return Math.toIntExact(rest.toSeconds());
    }

    private List<Integer> rests() {
        return Arrays.stream(sessions.findSessions())
                .map(Session::getMaxInactiveInterval)
                .toList();
    }

    private Session session(String cookie) throws IOException {
        return Objects.requireNonNull(sessions.findSession(cookie.substring(cookie.indexOf('=') + 1)));
    }

    private String signIn(RawHttp http) throws IOException {
        return cookie(http.ask("GET " + staff.oneTimeSignIn(fixtures.organisation("Guests")) + " HTTP/1.1"));
    }

    private static String cookie(RawHttp.Answer answer) {
        return "Cookie: " + answer.all("Set-Cookie").getFirst().split(";", 2)[0];
    }
}

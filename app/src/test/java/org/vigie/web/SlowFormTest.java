package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.vigie.organisation.OrgId;
import org.vigie.staff.StaffService;
import org.vigie.testing.Fixtures;

/** A form that is sent byte by byte does what its sender may do when its last byte arrives, not when its first did. */
@ServedTest
class SlowFormTest {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
    private static final String NEW_PERSON = "name=Somebody+new&role=ADMINISTRATOR";

    /** In which the server has begun with a request whose body it waits for; it begins at once. */
    private static final int BEGUN_WITHIN_MS = 500;

    @LocalServerPort
    private int port;

    @Autowired
    private StaffService staff;

    @Autowired
    private Fixtures fixtures;

    @Test
    void whoIsSignedOutWhileAFormArrivesDoesNothingWithIt() throws IOException {
        OrgId org = fixtures.organisation("Slow form");
        var http = new RawHttp(port);
        String slow = signedIn(http, org);
        String own = signedIn(http, org);
        String token = "X-CSRF-TOKEN: " + csrf(http, slow);

        var answer = http.formHeldBack("/people", NEW_PERSON, () -> endOthers(http, own), slow, token);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.all("Location")).singleElement().asString().endsWith("/sign-in");
        var invitations = http.ask("GET /people/invitations HTTP/1.1", signedIn(http, org));
        assertThat(invitations.status()).isEqualTo(200);
        assertThat(invitations.body()).doesNotContain("Somebody new");
    }

    @Test
    void aFormThatArrivesSlowlyIsTaken() throws IOException {
        OrgId org = fixtures.organisation("Slow form");
        var http = new RawHttp(port);
        String slow = signedIn(http, org);
        String token = "X-CSRF-TOKEN: " + csrf(http, slow);

        assertThat(http.formHeldBack("/people", NEW_PERSON, SlowFormTest::waitUntilBegun, slow, token)
                        .status())
                .isEqualTo(200);
        assertThat(http.ask("GET /people/invitations HTTP/1.1", slow).body()).contains("Somebody new");
    }

    private static void endOthers(RawHttp http, String own) throws IOException {
        waitUntilBegun();
        assertThat(http.form("/sessions/others/end", "", own, "X-CSRF-TOKEN: " + csrf(http, own))
                        .status())
                .isEqualTo(302);
    }

    private static void waitUntilBegun() throws IOException {
        try {
            // no answer, log line or row tells that the server has begun and waits for the body: nothing could be
            // awaited
            Thread.sleep(BEGUN_WITHIN_MS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private String signedIn(RawHttp http, OrgId org) throws IOException {
        return "Cookie: "
                + http.ask("GET " + staff.oneTimeSignIn(org) + " HTTP/1.1")
                        .all("Set-Cookie")
                        .getFirst()
                        .split(";", 2)[0];
    }

    private static String csrf(RawHttp http, String cookie) throws IOException {
        var found = CSRF.matcher(http.ask("GET / HTTP/1.1", cookie).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}

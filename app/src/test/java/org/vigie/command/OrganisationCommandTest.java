package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** The way back for an organisation that nobody can come into, as an application of its own beside the one that serves. */
@VigieTest
class OrganisationCommandTest {
    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @Autowired
    private MockMvcTester mvc;

    private static Answer run(String id) {
        return Answer.to(
                "organisation",
                "invite-administrator",
                id,
                "--base",
                "https://vigie.example",
                "--data",
                Database.data().toString());
    }

    @Test
    void anAdministratorIsInvitedBesideTheServerThatRuns() {
        var org = fixtures.organisation("Locked out");
        var answer = run(org.toString());
        assertThat(answer.exitCode()).as(answer.complaint()).isEqualTo(ExitCode.OK);
        assertThat(answer.out()).matches("https://vigie\\.example/enrolment/[A-Za-z0-9_-]{43}\\R");
        Instant before = clock.instant();
        clock.set(Clock.systemUTC().instant()); // the command's: other tests leave theirs years before or after it
        assertThat(mvc.get().uri(URI.create(answer.out().strip()).getPath())).hasStatusOk();
        clock.set(before);

        var none = run(UUID.randomUUID().toString());
        assertThat(none.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(none.out()).isEmpty();
        assertThat(none.complaint()).contains("organisation list");
        assertThat(run("no id").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}

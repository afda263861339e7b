package org.vigie.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.exchange.ExchangeService;
import org.vigie.exchange.SourceKind;
import org.vigie.hashlist.ListName;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.testing.Database;
import org.vigie.testing.VigieTest;

/** The commands of sources, as an application of their own beside the one of the test. */
@VigieTest
class ExchangeCommandTest {
    /** Nobody listens there: whoever asks it has an answer at once. */
    private static final URI NOBODY = URI.create("http://127.0.0.1:9/npo");

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private ExchangeService sources;

    @Autowired
    private AuditReadService audit;

    private static Answer run(String command, String list) {
        return Answer.to("exchange", command, "--data", Database.data().toString(), "--name", list);
    }

    @Test
    void aSourceIsStoppedStartedAndAsked() {
        var hotline = organisations.hotline();
        String list = "Commanded " + UUID.randomUUID();
        var access = new ExchangeService.Access(SourceKind.NCMEC, NOBODY, "hotline", "secret", false);
        var id = CurrentOrganisation.as(
                hotline, () -> sources.add(new ListName(list), access, AuditActor.system("test")));

        assertThat(run("stop", list).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(CurrentOrganisation.as(hotline, () -> sources.find(id).orElseThrow())
                        .stoppedAt())
                .isNotNull();
        assertThat(run("now", list)).satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(ExitCode.CONFLICT);
            assertThat(answer.complaint()).contains("exchange start");
        });
        assertThat(run("start", list).exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run("now", list)).satisfies(answer -> {
            assertThat(answer.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
            assertThat(answer.complaint()).contains("could not be asked");
            assertThat(answer.out()).contains("under_way=false", "stopped=false");
        });
        for (String act :
                new String[] {"exchange.source-stopped", "exchange.source-started", "exchange.source-asked"}) {
            assertThat(CurrentOrganisation.as(
                            hotline, () -> audit.page(new AuditQuestion(act, id.toString(), Long.MAX_VALUE))))
                    .as(act)
                    .hasSize(1);
        }
        assertThat(run("now", "No such list").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    }
}

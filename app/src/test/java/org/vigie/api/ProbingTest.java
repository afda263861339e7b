package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.core.hash.Pdq;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** What becomes of a client whose questions look like probing. */
class ProbingTest extends ApiTestBase {
    private static final int QUESTIONS_MAX = 50;

    @Autowired
    private ProbeService probes;

    @Autowired
    private CanaryService canaries;

    @Autowired
    private Watched watched;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private AuditReadService log;

    private SignedIn keeper;

    @BeforeEach
    void aListKeeper() {
        keeper = new SignedIn(UUID.randomUUID(), org, EnumSet.of(Role.LIST_KEEPER), "Camille");
    }

    @Test
    void aClimbIsHeldUntilAPersonLiftsIt() {
        assertThat(climb()).as("questions until it was held").isLessThanOrEqualTo(QUESTIONS_MAX);
        assertThat(ask(PDQ)).hasStatus(429).bodyText().contains("held until a person");
        assertThat(get("/m/raw_lookup?signal_type=sha256&signal=" + SHA256, token))
                .as("every look-up")
                .hasStatus(429);
        for (String form : List.of("/v1/media/", "/h/hash")) {
            assertThat(post(form, token, new byte[0])).as("before it is read").hasStatus(429);
        }
        assertThat(get("/status", token)).as("but not the rest").hasStatusOk();
        assertThat(audited("client.held")).isEqualTo(1);

        var hold = CurrentOrganisation.as(org, () -> probes.holds(AuditActor.system("test")))
                .getFirst();
        assertThat(hold.cause()).isIn(ClientHold.Cause.CLIMB, ClientHold.Cause.CROSSING);
        assertThat(mvc.get().uri("/client-holds").with(user(keeper)))
                .hasStatusOk()
                .bodyText()
                .contains("Partner");
        assertThat(mvc.get().uri("/").with(user(keeper)))
                .hasStatusOk()
                .bodyText()
                .contains("/client-holds");
        assertThat(decide(hold, "suspension", "")).as("no reason").hasStatus(409);
        assertThat(decide(hold, "suspension", "They do not answer the telephone."))
                .hasRedirectedUrl("/client-holds");
        assertThat(ask(PDQ)).hasStatus(429);
        assertThat(decide(hold, "lifting", "Their new program looks up frames."))
                .hasRedirectedUrl("/client-holds");
        assertThat(decide(hold, "lifting", "Again.")).hasStatus(409);
        assertThat(ask(PDQ)).hasStatusOk();
        assertThat(audited("client.hold-lifted")).isEqualTo(1);
        assertThat(climb()).as("it is watched anew").isLessThanOrEqualTo(QUESTIONS_MAX);
    }

    @Test
    void whatComesNearAnAlarmIsKeptSealed() {
        Pdq now = Pdq.parse(PDQ);
        for (int step = 0; step < 5; step++) {
            now = Climbs.turned(Climbs.turned(Climbs.turned(now, 50 * step), 50 * step + 9), 50 * step + 20);
            assertThat(ask(now.hex())).hasStatusOk();
        }
        var client = CurrentOrganisation.as(org, clients::all).getFirst();
        byte[] sealed = CurrentOrganisation.as(
                org,
                () -> transactions.execute(status -> watched.sealed(client.id()).orElseThrow()));
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .as("a hash, as an open trail spells it")
                .doesNotContainPattern(" [.+][A-Za-z0-9+/]{20}");
    }

    @Test
    void whoAsksForACanaryIsHeldAtOnceAndIsNotTold() {
        var made = mvc.post()
                .uri("/canaries")
                .param("note", "in the room of the server")
                .with(user(keeper))
                .with(csrf())
                .exchange();
        assertThat(made).hasStatusOk();
        var hash = CurrentOrganisation.as(org, () -> canaries.make("a second", keeper.staff()));
        assertThat(ask("01".repeat(32))).hasStatusOk();
        assertThat(ask(Climbs.turned(Climbs.turned(hash, 3), 77).hex()))
                .as("near it")
                .hasStatus(429);
        assertThat(CurrentOrganisation.as(org, () -> probes.holds(AuditActor.system("test")))
                        .getFirst()
                        .cause())
                .isEqualTo(ClientHold.Cause.CANARY);
        assertThat(mvc.get().uri("/canaries").with(user(keeper)))
                .hasStatusOk()
                .bodyText()
                .contains("a second")
                .doesNotContain(hash.hex());
    }

    private int climb() {
        Pdq now = Pdq.parse(PDQ);
        for (int question = 1; question <= QUESTIONS_MAX; question++) {
            now = Climbs.turned(Climbs.turned(now, (5 * question) % 256), (5 * question + 2) % 256);
            if (ask(now.hex()).getResponse().getStatus() == 429) {
                return question;
            }
        }
        return Integer.MAX_VALUE;
    }

    private MvcTestResult ask(String pdq) {
        return get("/m/raw_lookup?signal_type=pdq&signal=" + pdq, token);
    }

    private MvcTestResult decide(ClientHold hold, String how, String reason) {
        return mvc.post()
                .uri("/client-holds/{id}/{how}", hold.id(), how)
                .param("reason", reason)
                .with(user(keeper))
                .with(csrf())
                .exchange();
    }

    private int audited(String act) {
        return CurrentOrganisation.as(org, () -> log.page(new AuditQuestion(act, "", Long.MAX_VALUE)))
                .size();
    }
}

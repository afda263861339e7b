package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.retention.Night;
import org.vigie.retention.Replayed;
import org.vigie.retention.RetentionService;
import org.vigie.retention.RuleSample;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;
import org.vigie.work.WorkAtOnce;

/** Reports end by a rule or because somebody asked, unless a hold keeps them. */
@VigieTest
class ReportErasureTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PublicDoor door;

    @Autowired
    private IntakeService intake;

    @Autowired
    private RetentionService retention;

    @Autowired
    private Night night;

    @Autowired
    private WorkAtOnce atOnce;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @Test
    void aHoldBeatsErasureUntilItIsLifted() throws Exception {
        var report = report("held");
        post("/people/retention/holds", "kind", "REPORT", "name", number(report), "reason", "Court order 7");
        assertThat(page()).contains("Court order 7");

        assertThatThrownBy(() -> erase(report)).isInstanceOf(Refusal.class).hasMessageContaining("record.held");
        assertThat(read(report)).contains("told with held");

        UUID hold = in(() -> db.sql("select id from legal_hold where record = :id and lifted_at is null")
                .param("id", report.id())
                .query(UUID.class)
                .single());
        post("/people/retention/holds/" + hold + "/lift", "reason", "Order withdrawn");
        erase(report);

        assertThat(read(report))
                .contains(">Erased<")
                .doesNotContain("held.example")
                .doesNotContain("told with");
        assertThatThrownBy(() -> erase(report)).hasMessageContaining("record.erased");
        assertThat(count("select count(*) from data_key where record = '%s' and wrapped_sealed is null"
                        .formatted(report.id())))
                .isEqualTo(1);
        assertThat(count("select count(*) from audit_entry where act = 'record.erased' and '%s' = any (subjects)"
                        .formatted(report.id())))
                .isEqualTo(1);
    }

    @Test
    void aRuleErasesWhatIsOlderAndNotWhatIsHeld() throws Exception {
        var held = report("kept-by-hold");
        var due = report("due");
        in(() -> {
            retention.hold("REPORT", number(held), "Investigation", UUID.randomUUID());
            return true;
        });
        clock.advance(Duration.ofDays(400));
        var fresh = report("fresh");
        runNight();
        assertThat(read(due)).contains("told with due"); // without a rule nothing ends

        post(
                "/people/retention/rules",
                "kind",
                "REPORT",
                "days",
                "365",
                "basis",
                "Act of example, s. 4",
                "from",
                inAWeek());
        assertThat(page()).contains("Act of example, s. 4");
        var request = in(() -> db.sql("select id from retention_request order by asked_at desc limit 1")
                .query(UUID.class)
                .single());
        post("/people/retention/rules/requests/" + request + "/agreement");
        clock.advance(Duration.ofDays(7));
        runNight();

        assertThat(read(due)).contains(">Erased<");
        assertThat(read(held)).contains("told with kept-by-hold");
        assertThat(read(fresh)).contains("told with fresh");
        assertThat(page()).contains("Failed, and tried again the next night");
        assertThat(count("select max(held) from retention_run"))
                .as("this one, and at most those that other tests hold")
                .isBetween(1L, count("select count(*) from legal_hold where lifted_at is null"));
    }

    @Test
    void aRestoredCopyIsErasedAgain() throws Exception {
        var report = report("restored");
        var backup = backup(report);
        erase(report);
        restore(report, backup);
        assertThat(read(report)).contains("restored[.]example");

        assertThat(night.replay(List.of()).erased()).isPositive();
        assertThat(read(report)).contains(">Erased<").doesNotContain("restored[.]example");
        assertThat(night.replay(List.of()).erased()).isZero();
    }

    @Test
    void aHoldOfARestoredCopyBeatsTheReplayAndIsTold() throws Exception {
        var report = report("restored-held");
        var backup = backup(report);
        erase(report);
        restore(report, backup);
        in(() -> {
            retention.hold("REPORT", number(report), "Court order 8", UUID.randomUUID());
            return true;
        });

        Replayed replayed = night.replay(List.of());

        assertThat(replayed.isClean()).isFalse();
        assertThat(replayed.held()).contains(new Replayed.Left("REPORT", report.id()));
        assertThat(read(report)).contains("restored-held[.]example");
        UUID hold = in(() -> db.sql("select id from legal_hold where record = :id and lifted_at is null")
                .param("id", report.id())
                .query(UUID.class)
                .single());
        post("/people/retention/holds/" + hold + "/lift", "reason", "Order withdrawn");
        assertThat(night.replay(List.of()).held()).doesNotContain(new Replayed.Left("REPORT", report.id()));
        assertThat(read(report)).contains(">Erased<");
    }

    @Test
    void anErasureThatWasRolledBackIsNeverReplayed() throws Exception {
        var report = report("rolled-back");
        in(
                () -> {
                    retention.erase("REPORT", number(report), "Asked for", null);
                    return transaction.execute(status -> {
                        status.setRollbackOnly();
                        return true;
                    });
                },
                UnexpectedRollbackException.class);

        Replayed replayed = night.replay(List.of());

        assertThat(replayed.open()).doesNotContain(new Replayed.Left("REPORT", report.id()));
        assertThat(read(report)).contains("told with rolled-back");
    }

    private Report report(String word) {
        door.report(new PublicDoor.Form(
                CanonicalAddress.parse("http://%s.example/%d".formatted(word, System.nanoTime())),
                "told with " + word,
                Locale.ENGLISH,
                word + System.nanoTime(),
                "192.0.2.9"));
        return in(() -> intake.page(Long.MAX_VALUE).getFirst());
    }

    /** Rows of a report as a copy of the database holds them. */
    private record Backup(
            Map<String, @Nullable Object> key,
            Map<String, @Nullable Object> receipt,
            Map<String, @Nullable Object> incident) {}

    private Backup backup(Report report) {
        return in(() -> new Backup(
                row("select wrapped_sealed from data_key where record = :id", report.id()),
                row("select receipt_mac from report where id = :id", report.id()),
                row("select address_sealed, address_mac, host_mac from incident where id = :id", report.incident())));
    }

    private void restore(Report report, Backup backup) {
        in(() -> {
            db.sql("update data_key set wrapped_sealed = :wrapped_sealed, destroyed_at = null where record = :id")
                    .params(backup.key())
                    .param("id", report.id())
                    .update();
            db.sql("update report set erased_at = null, receipt_mac = :receipt_mac where id = :id")
                    .params(backup.receipt())
                    .param("id", report.id())
                    .update();
            return db.sql("""
                    update incident set address_sealed = :address_sealed, address_mac = :address_mac, host_mac = :host_mac,
                        fetching = 'WAITING' where id = :id
                    """)
                    .params(backup.incident())
                    .param("id", report.incident())
                    .update();
        });
    }

    private Map<String, @Nullable Object> row(String sql, UUID id) {
        return db.sql(sql).param("id", id).query().singleRow();
    }

    private void erase(Report report) {
        in(() -> {
            retention.erase("REPORT", number(report), "Asked for", null);
            return true;
        });
    }

    private void runNight() {
        CurrentOrganisation.as(organisations.hotline(), () -> RuleSample.night(night, atOnce));
    }

    private String inAWeek() {
        return java.time.LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC)
                .plusDays(7)
                .toString();
    }

    private void post(String path, String... parameters) {
        var request =
                mvc.post().uri(path).with(user(person(Role.ADMINISTRATOR))).with(csrf());
        for (int place = 0; place < parameters.length; place += 2) {
            request = request.param(parameters[place], parameters[place + 1]);
        }
        assertThat(request).redirectedUrl().startsWith("/people/retention?after=");
    }

    private String page() throws Exception {
        return mvc.get()
                .uri("/people/retention")
                .with(user(person(Role.ADMINISTRATOR)))
                .exchange()
                .getResponse()
                .getContentAsString();
    }

    private String read(Report report) throws Exception {
        return mvc.get()
                .uri("/reports/" + report.id())
                .with(user(person(Role.ANALYST)))
                .exchange()
                .getResponse()
                .getContentAsString();
    }

    private static String number(Report report) {
        return String.valueOf(report.number());
    }

    private SignedIn person(Role role) {
        return fixtures.colleague(organisations.hotline(), "Known Name", Set.of(role));
    }

    private long count(String sql) {
        return in(() -> db.sql(sql).query(Long.class).single());
    }

    private void in(Supplier<Boolean> work, Class<? extends RuntimeException> failure) {
        assertThatThrownBy(() -> in(work)).isInstanceOf(failure);
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(organisations.hotline(), () -> transaction.execute(status -> work.get()));
    }
}

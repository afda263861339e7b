package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.util.EnumSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.retention.RetentionService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Who may not know of a report learns of it neither by a hold on it nor by the audit log. */
@VigieTest
@Import(ReportSamples.class)
class WalledHoldTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private CompartmentOfReports walls;

    @Autowired
    private IntakeService intake;

    @Autowired
    private ReportSamples samples;

    @Autowired
    private CompartmentService compartments;

    @Autowired
    private RetentionService retention;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private OrgId org;
    private SignedIn inside;
    private SignedIn outside;
    private CompartmentId id;
    private Report report;

    @BeforeEach
    void aReportBehindAWallOnWhichSomebodyInsidePlacedAHold() {
        org = fixtures.organisation("Walled holds");
        inside = person("Anna");
        outside = person("Ben");
        id = as(inside, () -> compartments.open(inside, "Enquête", "begun"));
        report = as(inside, () -> {
            samples.report("http://walled.example/" + UUID.randomUUID(), "words");
            return intake.page(Long.MAX_VALUE).getFirst();
        });
        as(inside, () -> {
            walls.move(inside, report.id(), id);
            retention.hold("REPORT", number(), "Court order 11", inside.staff());
            return true;
        });
    }

    @Test
    void anAdministratorOutsideSeesNoHoldOnItAndLiftsNone() throws Exception {
        UUID hold = hold();
        assertThat(get(outside, "/people/retention").getContentAsString())
                .doesNotContain("Court order 11")
                .doesNotContain(hold.toString());
        lift(outside, hold);
        assertThat(hold()).isEqualTo(hold);
        assertThat(post(outside, "/people/retention/holds", "kind", "REPORT", "name", number(), "reason", "why"))
                .isEqualTo(422);

        assertThat(get(inside, "/people/retention").getContentAsString()).contains("Court order 11");
        lift(inside, hold);
        assertThat(count(inside, "select count(*) from legal_hold where lifted_at is null"))
                .isZero();
    }

    @Test
    void theDatabaseKeepsTheWallBesideTheService() {
        assertThat(count(outside, "select count(*) from legal_hold")).isZero();
        assertThat(count(inside, "select count(*) from legal_hold")).isEqualTo(1);
        int changed = as(
                outside,
                () -> transaction.execute(status ->
                        db.sql("update legal_hold set placed_at = now()").update()));
        assertThat(changed).isZero();
        as(inside, () -> {
            walls.move(inside, report.id(), null);
            return true;
        });
        assertThat(count(outside, "select count(*) from legal_hold")).isEqualTo(1);
    }

    @Test
    void theAuditLogTellsThoseOutsideThatThereIsAnEntryAndNotWhatItIsAbout() throws Exception {
        UUID hold = hold();
        String seen = get(outside, "/audit").getContentAsString();
        assertThat(seen)
                .contains("hold.placed", "report.moved", "About something in a compartment that you are not in")
                .doesNotContain(hold.toString())
                .doesNotContain(report.id().toString())
                .doesNotContain(report.incident().toString())
                .doesNotContain(id.toString());
        assertThat(get(outside, "/audit?subject=" + report.incident()).getContentAsString())
                .doesNotContain("report.moved");
        assertThat(get(inside, "/audit?subject=" + report.incident()).getContentAsString())
                .contains("report.moved", id.toString());
        assertThat(get(inside, "/audit").getContentAsString())
                .contains(hold.toString())
                .doesNotContain("About something in a compartment");
    }

    private String number() {
        return String.valueOf(report.number());
    }

    private UUID hold() {
        return as(
                inside,
                () -> transaction.execute(status -> db.sql("select id from legal_hold where lifted_at is null")
                        .query(UUID.class)
                        .single()));
    }

    private void lift(SignedIn person, UUID hold) throws UnsupportedEncodingException {
        post(person, "/people/retention/holds/" + hold + "/lift", "reason", "no more");
    }

    private int post(SignedIn person, String path, String... parameters) {
        var request = mvc.post().uri(path).with(user(person)).with(csrf());
        for (int place = 0; place < parameters.length; place += 2) {
            request = request.param(parameters[place], parameters[place + 1]);
        }
        return request.exchange().getResponse().getStatus();
    }

    private MockHttpServletResponse get(SignedIn person, String path) {
        return mvc.get()
                .uri(path + (path.contains("?") ? "&" : "?") + "lang=en")
                .with(user(person))
                .exchange()
                .getResponse();
    }

    private long count(SignedIn person, String sql) {
        return as(
                person,
                () -> transaction.execute(
                        status -> db.sql(sql).query(Long.class).single()));
    }

    private SignedIn person(String name) {
        return fixtures.colleague(org, name, EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST));
    }

    private static <T> T as(SignedIn person, Supplier<T> work) {
        return CurrentOrganisation.<T, RuntimeException>callFor(person.org(), person.staff(), work::get);
    }
}

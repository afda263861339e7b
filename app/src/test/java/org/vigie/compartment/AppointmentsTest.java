package org.vigie.compartment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.retention.RetentionService;
import org.vigie.retention.RuleSample;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

/** Two administrators let somebody into a compartment that nobody sees into any more. */
@Import(CompartmentSamples.class)
class AppointmentsTest extends CompartmentTestBase {
    @Autowired
    private AppointmentService appointments;

    @Autowired
    private CompartmentSamples samples;

    @Autowired
    private RetentionService retention;

    @Autowired
    private MockMvcTester mvc;

    private SignedIn ada;
    private SignedIn zoe;

    @BeforeEach
    void twoAdministrators() {
        ada = fixtures.colleague(org, "Ada", EnumSet.of(Role.ADMINISTRATOR));
        zoe = fixtures.colleague(org, "Zoe", EnumSet.of(Role.ADMINISTRATOR));
    }

    @Test
    void twoAdministratorsLetSomebodyInWhereNobodyIsAndSeeNothing() {
        samples.report(org, id);
        assertThat(view(ada).orphans()).isEmpty();
        fixtures.blocked(anna);
        assertThat(view(ada).orphans()).extracting(Orphan::id).containsExactly(id);

        all(() -> appointments.ask(ada, id, ben.staff(), "looks after it"));
        assertThat(view(ada).orphans()).isEmpty();
        UUID asked = view(zoe).others().getFirst().id();
        refused("compartment.refusal.appointment-there", () -> appointments.ask(zoe, id, ben.staff(), "me too"));
        refused("compartment.refusal.glass-own", () -> appointments.agree(ada, asked));
        assertThat(as(ben, compartments::mine)).as("nobody has agreed").isEmpty();

        all(() -> appointments.agree(zoe, asked));
        assertThat(as(ben, compartments::mine)).extracting(Compartment::id).containsExactly(id);
        var seen = as(ben, () -> compartments.view(id, ben));
        assertThat(seen.decides()).isTrue();
        assertThat(seen.content()).hasSize(1);
        assertThat(as(ada, compartments::mine)).isEmpty();
        assertThat(as(zoe, compartments::mine)).isEmpty();
        assertThat(view(ada).isEmpty()).isTrue();
        refused("compartment.refusal.glass-over", () -> appointments.agree(zoe, asked));
    }

    @Test
    void whoseRolesOpenThePageNoMoreSeesIn() {
        transaction(
                "delete from person_role where person_id = '%s'".formatted(anna.staff()),
                "insert into person_role (person_id, org_id, role) values ('%s', '%s', 'AUDITOR')"
                        .formatted(anna.staff(), org));
        assertThat(view(ada).orphans()).extracting(Orphan::id).containsExactly(id);
    }

    @Test
    void whereSomebodySeesInTheyDecide() {
        refused("compartment.refusal.not-alone", () -> appointments.ask(ada, id, ben.staff(), "curious"));
        fixtures.blocked(anna);
        all(() -> appointments.ask(ada, id, ben.staff(), "looks after it"));
        UUID asked = view(zoe).others().getFirst().id();
        transaction("update person set state = 'GUEST' where id = '%s'".formatted(anna.staff()));
        refused("compartment.refusal.not-alone", () -> appointments.agree(zoe, asked));
        assertThat(as(ben, compartments::mine)).isEmpty();
    }

    @Test
    void whoWasJustMadeAnAdministratorAgreesToNothingOfTheirMaker() {
        fixtures.blocked(anna);
        fixtures.invited(ada, zoe, clock.instant());
        all(() -> appointments.ask(ada, id, ben.staff(), "looks after it"));
        UUID asked = view(zoe).others().getFirst().id();
        refused("staff.refusal.same-hand", () -> appointments.agree(zoe, asked));
        all(() -> appointments.decline(zoe, asked));
        assertThat(view(ada).orphans()).hasSize(1);
    }

    @Test
    void nobodyAgreesToWhatSomebodyBlockedAskedFor() {
        fixtures.blocked(anna);
        all(() -> appointments.ask(ada, id, ben.staff(), "looks after it"));
        UUID asked = view(zoe).others().getFirst().id();
        fixtures.blocked(ada);
        refused("staff.refusal.asker-gone", () -> appointments.agree(zoe, asked));
        assertThat(as(ben, compartments::mine)).isEmpty();
    }

    @Test
    void aLateAgreementIsNone() {
        fixtures.blocked(anna);
        all(() -> appointments.ask(ada, id, ben.staff(), "looks after it"));
        UUID asked = view(zoe).others().getFirst().id();
        clock.advance(CompartmentLimits.APPOINTMENT_LIFE);
        refused("compartment.refusal.glass-over", () -> appointments.agree(zoe, asked));
        assertThat(view(ada).orphans()).hasSize(1);
    }

    @Test
    void requestsEndByARuleOfTheirOwnAlsoWhileTheyWait() {
        fixtures.blocked(anna);
        all(() -> appointments.ask(ada, id, ben.staff(), "looks after it"));
        UUID asked = view(zoe).others().getFirst().id();
        var rules = new RuleSample(retention, db, transaction);
        all(() -> rules.set("APPOINTMENT", 1, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        all(() -> assertThat(rules.night("APPOINTMENT")).containsExactly(0, 0));

        clock.advance(Duration.ofDays(2));
        assertThat(view(zoe).others()).as("waits").hasSize(1);
        all(() -> assertThat(rules.night("APPOINTMENT")).containsExactly(1, 0));
        assertThat(view(zoe).others()).isEmpty();
        refused("compartment.refusal.glass-over", () -> appointments.agree(zoe, asked));
        all(() -> assertThat(transaction.<Boolean>execute(status ->
                        db.sql("""
                        select reason_sealed is null and asked_by is not null from compartment_appointment where id = :id
                        """).param("id", asked).query(Boolean.class).single()))
                .isTrue());
        assertThat(view(ada).orphans()).hasSize(1);
    }

    @Test
    void theFirstPageTellsAdministratorsHowManyThereAre() {
        fixtures.blocked(anna);
        for (String language : new String[] {"en", "fr"}) {
            assertThat(mvc.get().uri("/?lang=" + language).with(user(ada)))
                    .hasStatusOk()
                    .bodyText()
                    .contains("/compartments/appointments")
                    .doesNotContain("Enquête", "??");
            assertThat(mvc.get()
                            .uri("/compartments/appointments?lang=" + language)
                            .with(user(ada)))
                    .hasStatusOk()
                    .bodyText()
                    .contains(id.toString(), "Ben")
                    .doesNotContain("Enquête", "??");
            assertThat(mvc.get().uri("/?lang=" + language).with(user(ben)))
                    .bodyText()
                    .doesNotContain("/compartments/appointments");
        }
    }

    private AppointmentService.View view(SignedIn reader) {
        return CurrentOrganisation.inAllCompartments(org, () -> appointments.view(reader));
    }

    private void all(Runnable act) {
        CurrentOrganisation.inAllCompartments(org, act);
    }

    private void refused(String key, Runnable act) {
        assertThatThrownBy(() -> all(act)).isInstanceOf(Refusal.class).hasMessageContaining(key);
    }

    private void transaction(String... changes) {
        all(() -> transaction.executeWithoutResult(status -> {
            for (String change : changes) {
                db.sql(change).update();
            }
        }));
    }
}

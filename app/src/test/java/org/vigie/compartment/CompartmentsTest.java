package org.vigie.compartment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.retention.RetentionService;
import org.vigie.retention.RuleSample;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;

@Import(CompartmentSamples.class)
class CompartmentsTest extends CompartmentTestBase {
    @Autowired
    private GlassService glass;

    @Autowired
    private CompartmentSamples samples;

    @Autowired
    private RetentionService retention;

    /** Who is not in it either. */
    private SignedIn carl;

    @BeforeEach
    void aThird() {
        carl = person("Carl");
    }

    @Test
    void isThereForItsMembersAlone() {
        assertThat(as(anna, compartments::mine)).extracting(Compartment::id).containsExactly(id);
        assertThat(as(ben, compartments::mine)).isEmpty();
        assertThatThrownBy(() -> view(ben))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("compartment.refusal.none");
    }

    @Test
    void letsInAndPutsOutWithTheNextPage() {
        as(anna, () -> compartments.letIn(anna, id, ben.staff(), "helps"));
        var member = view(ben).members().stream()
                .filter(one -> one.person().equals(ben.staff()))
                .findFirst()
                .orElseThrow();
        assertThat(member.reason()).isEqualTo("helps");

        clock.advance(Duration.ofMinutes(1));
        as(anna, () -> compartments.putOut(anna, id, member.id(), "done"));

        assertThat(as(ben, compartments::mine)).isEmpty();
        assertThat(view(anna).members()).extracting(Member::endReason).contains("done");
    }

    @Test
    void whoIsOutsideLetsNobodyIn() {
        assertThatThrownBy(() -> as(ben, () -> compartments.letIn(ben, id, ben.staff(), "me")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void theLastMemberStays() {
        var only = view(anna).members().getFirst().id();
        assertThatThrownBy(() -> as(anna, () -> compartments.putOut(anna, id, only, "all done")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("compartment.refusal.last");
    }

    @Test
    void closedTakesNobodyInAndStaysReadable() {
        as(anna, () -> compartments.close(anna, id));
        assertThatThrownBy(() -> as(anna, () -> compartments.letIn(anna, id, ben.staff(), "late")))
                .hasMessageContaining("compartment.refusal.closed");
        assertThatThrownBy(() -> as(anna, () -> compartments.demandOpen(id)))
                .hasMessageContaining("compartment.refusal.closed");
        assertThat(view(anna).compartment().isOpen()).isFalse();
    }

    @Test
    void brokenGlassTakesTwoLastsAnHourIsToldAndReviewedByAnother() {
        assertThat(ask(ben, report())).isTrue();
        assertThat(as(ben, compartments::mine)).as("nobody has agreed").isEmpty();
        assertThat(as(carl, () -> glass.waitingFor(carl))).isEqualTo(1);
        assertThat(as(ben, () -> glass.waitingFor(ben))).isZero();
        var request = as(carl, () -> glass.waiting(carl)).others().getFirst();
        assertThat(request.reason()).isEqualTo("a child now");

        agree(carl, request);

        assertThat(as(ben, compartments::mine)).hasSize(1);
        assertThat(as(carl, compartments::mine)).as("who agrees sees nothing").isEmpty();
        assertThat(as(anna, compartments::waitingForReview)).isEqualTo(1);
        var broken = view(anna).members().stream()
                .filter(Member::glassBroken)
                .findFirst()
                .orElseThrow();
        assertThat(broken.addedBy()).isEqualTo(carl.staff());
        assertThatThrownBy(() -> as(ben, () -> compartments.review(ben, id, broken.id(), "fine")))
                .hasMessageContaining("compartment.refusal.own-review");

        clock.advance(CompartmentLimits.GLASS_LIFE);

        assertThat(as(ben, compartments::mine)).isEmpty();
        as(anna, () -> compartments.review(anna, id, broken.id(), "rightly so"));
        assertThat(as(anna, compartments::waitingForReview)).isZero();
        assertThat(view(anna).members()).extracting(Member::review).contains("rightly so");
    }

    @Test
    void whoBrokeTheGlassSeesInAndDoesNotDecideWhoElseDoes() {
        throughTheGlass(ben);
        assertThat(view(ben).decides()).isFalse();
        assertThat(view(anna).decides()).isTrue();
        var annas = view(anna).members().stream()
                .filter(one -> one.person().equals(anna.staff()))
                .findFirst()
                .orElseThrow()
                .id();

        for (Runnable act : List.<Runnable>of(
                () -> compartments.letIn(ben, id, ben.staff(), "me, for good"),
                () -> compartments.letIn(ben, id, carl.staff(), "a friend"),
                () -> compartments.putOut(ben, id, annas, "in the way"),
                () -> compartments.close(ben, id))) {
            assertThatThrownBy(() -> as(ben, act))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("compartment.refusal.glass-only");
        }

        clock.advance(CompartmentLimits.GLASS_LIFE);
        assertThat(as(ben, compartments::mine)).as("the hour is over").isEmpty();
        assertThat(as(anna, compartments::mine)).hasSize(1);
        assertThat(view(anna).compartment().isOpen()).isTrue();
    }

    @Test
    void theDatabaseRefusesThatAsWell() {
        var report = report();
        throughTheGlass(ben);
        String member = """
                insert into compartment_member (id, org_id, compartment_id, person_id, since, reason_sealed, added_by)
                values (gen_random_uuid(), '%s', '%s', '%s', now(), '', '%2$s')
                """;
        for (var sql : List.of(
                member.formatted(org, id, ben.staff()),
                member.formatted(org, id, carl.staff()),
                "update compartment_member set until = null where person_id = '%s'".formatted(ben.staff()),
                "update compartment_member set until = since where person_id = '%s'".formatted(anna.staff()),
                "update compartment set closed_at = now() where id = '%s'".formatted(id),
                "update report set compartment_id = null where id = '%s'".formatted(report))) {
            assertThatThrownBy(() -> as(ben, () -> change(sql))).as(sql).hasStackTraceContaining("only who was let in");
        }
        assertThatThrownBy(() -> as(carl, () -> change(member.formatted(org, id, carl.staff()))))
                .as("who is outside")
                .hasStackTraceContaining("only who was let in");
        assertThat(as(anna, () -> change("update report set compartment_id = null where id = '%s'".formatted(report))))
                .as("who was let in")
                .isEqualTo(1);
    }

    @Test
    void letsInOnlyWhoCanOpenThePage() {
        var auditor = fixtures.colleague(org, "Rita", EnumSet.of(Role.AUDITOR));
        fixtures.blocked(carl);
        for (var person : List.of(auditor, carl)) {
            assertThatThrownBy(() -> as(anna, () -> compartments.letIn(anna, id, person.staff(), "helps")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("compartment.refusal.person");
        }
        assertThat(view(anna).people())
                .containsKeys(anna.staff(), ben.staff())
                .doesNotContainKeys(auditor.staff(), carl.staff());
    }

    @Test
    void whoIsBlockedIsNoLastMember() {
        as(anna, () -> compartments.letIn(anna, id, ben.staff(), "helps"));
        fixtures.blocked(ben);
        var annas = view(anna).members().stream()
                .filter(one -> one.person().equals(anna.staff()))
                .findFirst()
                .orElseThrow()
                .id();
        assertThatThrownBy(() -> as(anna, () -> compartments.putOut(anna, id, annas, "done")))
                .hasMessageContaining("compartment.refusal.last");
    }

    @Test
    void nobodyAgreesForWhoInvitedThem() {
        fixtures.invited(ben, carl, clock.instant());
        ask(ben, report());
        var request = as(carl, () -> glass.waiting(carl)).others().getFirst();
        assertThatThrownBy(() -> agree(carl, request))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("staff.refusal.same-hand");
        assertThat(as(ben, compartments::mine)).isEmpty();
        agree(person("Dora"), request);
        assertThat(as(ben, compartments::mine)).hasSize(1);
    }

    @Test
    void nobodyAgreesToWhatSomebodyBlockedAskedFor() {
        ask(ben, report());
        var request = as(carl, () -> glass.waiting(carl)).others().getFirst();
        fixtures.blocked(ben);
        assertThatThrownBy(() -> agree(carl, request))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("staff.refusal.asker-gone");
        assertThat(as(ben, compartments::mine)).isEmpty();
    }

    @Test
    void nobodyAgreesToTheirOwnRequestNorTwiceNorTooLate() {
        ask(ben, report());
        var request = as(ben, () -> glass.waiting(ben)).own().getFirst();
        assertThatThrownBy(() -> agree(ben, request)).hasMessageContaining("compartment.refusal.glass-own");
        agree(carl, request);
        assertThatThrownBy(() -> agree(anna, request)).hasMessageContaining("compartment.refusal.glass-over");

        ask(ben, report());
        var late = as(ben, () -> glass.waiting(ben)).own().getFirst();
        clock.advance(CompartmentLimits.GLASS_ASKED_LIFE);
        assertThat(as(carl, () -> glass.waitingFor(carl))).isZero();
        assertThatThrownBy(() -> agree(carl, late)).hasMessageContaining("compartment.refusal.glass-over");
    }

    @Test
    void aDeclinedRequestLetsNobodyIn() {
        ask(ben, report());
        var request = as(carl, () -> glass.waiting(carl)).others().getFirst();
        as(carl, () -> glass.decline(carl, request.id()));
        assertThat(as(ben, compartments::mine)).isEmpty();
        assertThatThrownBy(() -> agree(anna, request)).hasMessageContaining("compartment.refusal.glass-over");
        assertThat(rows("select count(*) from audit_entry where act = 'compartment.glass-declined'"))
                .isEqualTo(1);
    }

    @Test
    void onePersonHasFewRequestsOpen() {
        var report = report();
        for (int i = 0; i < CompartmentLimits.GLASS_ASKED_MAX; i++) {
            ask(ben, report);
        }
        assertThatThrownBy(() -> ask(ben, report)).hasMessageContaining("compartment.refusal.glass-many");
    }

    @Test
    void brokenGlassOfNothingFindsNothingAndIsOnRecord() {
        assertThat(ask(ben, UUID.randomUUID())).isFalse();
        assertThat(as(carl, () -> glass.waitingFor(carl))).isZero();
        assertThat(rows("select count(*) from audit_entry where act = 'compartment.glass-refused'"))
                .isEqualTo(1);
    }

    @Test
    void requestsEndByARuleOfTheirOwnAndAHoldBeatsIt() {
        ask(ben, report());
        var held = as(ben, () -> glass.waiting(ben)).own().getFirst();
        ask(ben, report());
        var rules = new RuleSample(retention, db, transaction);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        as(anna, () -> rules.set("GLASS", 30, today));
        as(anna, () -> retention.hold("GLASS", held.id().toString(), "asked for by a court", anna.staff()));
        as(anna, () -> assertThat(rules.night("GLASS")).containsExactly(0, 0));

        clock.advance(Duration.ofDays(31));
        as(anna, () -> assertThat(rules.night("GLASS")).containsExactly(1, 1));

        assertThat(
                        rows(
                                "select count(*) from compartment_glass where reason_sealed is null and content_sealed is null"))
                .isEqualTo(1);
        assertThat(rows("select count(*) from compartment_glass where person_id is not null and asked_at is not null"))
                .as("who asked and when")
                .isEqualTo(2);
        as(anna, () -> assertThat(rules.night("GLASS")).as("once").containsExactly(0, 1));
    }

    private void throughTheGlass(SignedIn person) {
        ask(person, report());
        agree(carl, as(person, () -> glass.waiting(person)).own().getFirst());
        assertThat(as(person, compartments::mine)).hasSize(1);
    }

    private int change(String sql) {
        return transaction.execute(status -> db.sql(sql).update());
    }

    private boolean ask(SignedIn by, UUID content) {
        return CurrentOrganisation.inAllCompartments(org, () -> glass.ask(by, content, "a child now"));
    }

    private void agree(SignedIn by, GlassRequest request) {
        CurrentOrganisation.inAllCompartments(org, () -> glass.agree(by, request.id()));
    }

    private UUID report() {
        return samples.report(org, id);
    }

    private CompartmentService.View view(SignedIn reader) {
        return as(reader, () -> compartments.view(id, reader));
    }

    private int rows(String sql) {
        return CurrentOrganisation.as(
                org,
                () -> transaction.execute(
                        status -> db.sql(sql).query(Integer.class).single()));
    }
}

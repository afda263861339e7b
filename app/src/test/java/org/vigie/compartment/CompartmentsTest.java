package org.vigie.compartment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.staff.SignedIn;

class CompartmentsTest extends CompartmentTestBase {
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
    void brokenGlassLastsAnHourIsToldAndReviewedByAnother() {
        var report = report();
        var found =
                CurrentOrganisation.inAllCompartments(org, () -> compartments.breakGlass(ben, report, "a child now"));
        assertThat(found).contains(id);
        assertThat(as(ben, compartments::mine)).hasSize(1);
        assertThat(as(anna, compartments::waitingForReview)).isEqualTo(1);
        var broken = view(anna).members().stream()
                .filter(Member::glassBroken)
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> as(ben, () -> compartments.review(ben, id, broken.id(), "fine")))
                .hasMessageContaining("compartment.refusal.own-review");

        clock.advance(CompartmentLimits.GLASS_LIFE);

        assertThat(as(ben, compartments::mine)).isEmpty();
        as(anna, () -> compartments.review(anna, id, broken.id(), "rightly so"));
        assertThat(as(anna, compartments::waitingForReview)).isZero();
        assertThat(view(anna).members()).extracting(Member::review).contains("rightly so");
    }

    @Test
    void brokenGlassOfNothingFindsNothingAndIsOnRecord() {
        var found = CurrentOrganisation.inAllCompartments(
                org, () -> compartments.breakGlass(ben, UUID.randomUUID(), "a try"));
        assertThat(found).isEmpty();
        assertThat(rows("select count(*) from audit_entry where act = 'compartment.glass-refused'"))
                .isEqualTo(1);
    }

    /** A report in the compartment, as far as the database can tell. */
    private UUID report() {
        var report = UUID.randomUUID();
        CurrentOrganisation.inAllCompartments(
                org,
                () -> transaction.executeWithoutResult(status -> db.sql("""
                insert into report (id, org_id, receipt_mac, language, received_on, compartment_id)
                values (:id, :org, decode(md5(:id::text) || md5(:org::text), 'hex'), 'en', current_date, :in)
                """)
                        .param("id", report)
                        .param("org", org.value())
                        .param("in", id.value())
                        .update()));
        return report;
    }

    private CompartmentService.View view(SignedIn reader) {
        return as(reader, () -> compartments.view(id, AuditActor.person(reader.staff())));
    }

    private int rows(String sql) {
        return CurrentOrganisation.as(
                org,
                () -> transaction.execute(
                        status -> db.sql(sql).query(Integer.class).single()));
    }
}

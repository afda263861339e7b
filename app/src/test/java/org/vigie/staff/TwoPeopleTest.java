package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.organisation.CurrentOrganisation;

/** Who invites sees the link, and could follow it: two such people are two only after a while. */
class TwoPeopleTest extends StaffTestBase {
    private static final Set<Role> ADMINISTRATORS = EnumSet.of(Role.ADMINISTRATOR);
    private static final Set<Role> ANALYSTS_TOO = EnumSet.of(Role.ADMINISTRATOR, Role.ANALYST);

    @Autowired
    private StaffService staff;

    @Autowired
    private ReviewService reviews;

    private SignedIn ada;
    private SignedIn zoe;

    @BeforeEach
    void twoWhomNobodyInvitedLately() {
        ada = fixtures.colleague(org, "Ada", ADMINISTRATORS);
        zoe = fixtures.colleague(org, "Zoe", ADMINISTRATORS);
    }

    @Test
    void whoInvitesAndWhoIsInvitedAreOneUntilADayThatIsSaid() {
        var made = clock.instant();
        var mal = invited(ada, ADMINISTRATORS);
        two(ada.staff(), zoe.staff());
        two(zoe.staff(), mal);
        var day = LocalDate.ofInstant(made.plus(StaffLimits.INDEPENDENT_AFTER), ZoneOffset.UTC);
        assertThatThrownBy(() -> demand(ada.staff(), mal, ADMINISTRATORS))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("staff.refusal.same-hand")
                .hasMessageContaining(day.plusDays(1).toString());
        one(mal, ada.staff());

        clock.advance(StaffLimits.INDEPENDENT_AFTER);
        two(ada.staff(), mal);
        two(mal, ada.staff());
    }

    @Test
    void thoseWhomOneInvitesAreOneHandAlsoByOthers() {
        var one = invited(ada, ADMINISTRATORS);
        var other = invited(ada, ADMINISTRATORS);
        var further = invited(signedIn(one), ADMINISTRATORS);
        one(one, other);
        one(ada.staff(), further);
        one(other, further);
        two(zoe.staff(), further);
    }

    @Test
    void anInvitationThatIsMadeAgainCountsForBoth() {
        var token = CurrentOrganisation.as(org, () -> people.invite(ada, "Mal", ADMINISTRATORS));
        var mal = signIn.enrolment(token).person();
        clock.advance(Duration.ofDays(1));
        enrol(CurrentOrganisation.as(org, () -> people.inviteAgain(zoe, mal)));
        one(ada.staff(), mal);
        one(zoe.staff(), mal);
        clock.advance(StaffLimits.INDEPENDENT_AFTER.minus(Duration.ofHours(2)));
        two(ada.staff(), mal);
        one(zoe.staff(), mal);
    }

    @Test
    void aRoleThatIsGivenCountsUnlessTheyCouldDecideBefore() {
        var auditor = invited(ada, EnumSet.of(Role.AUDITOR));
        var analyst = invited(ada, EnumSet.of(Role.ANALYST));
        clock.advance(StaffLimits.INDEPENDENT_AFTER);
        two(ada.staff(), auditor);
        CurrentOrganisation.as(org, () -> {
            people.giveRoles(ada, auditor, EnumSet.of(Role.AUDITOR, Role.ADMINISTRATOR));
            people.giveRoles(ada, analyst, EnumSet.of(Role.ANALYST, Role.ADMINISTRATOR));
        });
        one(ada.staff(), auditor);
        one(ada.staff(), analyst);
        two(zoe.staff(), auditor);
        assertThatCode(() -> demand(ada.staff(), analyst, ANALYSTS_TOO))
                .as("an analyst before")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> demand(ada.staff(), auditor, ANALYSTS_TOO)).isInstanceOf(Refusal.class);

        clock.advance(StaffLimits.INDEPENDENT_AFTER);
        CurrentOrganisation.as(org, () -> people.giveRoles(ada, auditor, ADMINISTRATORS));
        two(ada.staff(), auditor);
    }

    @Test
    void administratorsAreToldWhoIsNewAmongThem() {
        var mal = invited(ada, ADMINISTRATORS);
        invited(ada, EnumSet.of(Role.ANALYST));
        assertThat(CurrentOrganisation.as(org, () -> staff.newAdministrators(zoe)))
                .extracting(NewAdministrator::person, NewAdministrator::by)
                .containsExactly(tuple(mal, "Ada"));
        for (String language : new String[] {"en", "fr"}) {
            assertThat(mvc.get().uri("/?lang=" + language).with(user(zoe)))
                    .hasStatusOk()
                    .bodyText()
                    .contains("new-administrators", "Ada", "/people/" + mal)
                    .doesNotContain("??");
        }
        var analyst = fixtures.colleague(org, "Ben", EnumSet.of(Role.ANALYST));
        assertThat(mvc.get().uri("/").with(user(analyst))).bodyText().doesNotContain("new-administrators");

        clock.advance(StaffLimits.INDEPENDENT_AFTER);
        assertThat(CurrentOrganisation.as(org, () -> staff.newAdministrators(zoe)))
                .isEmpty();
    }

    @Test
    void anInvitationIsWithdrawnWithAllThatIsKnownOfIt() {
        CurrentOrganisation.as(org, () -> people.invite(ada, "Mal", ADMINISTRATORS));
        var invited =
                CurrentOrganisation.as(org, () -> reviews.invitations(zoe)).getFirst();
        CurrentOrganisation.as(org, () -> reviews.withdraw(zoe, invited.person()));
        assertThat(CurrentOrganisation.as(org, () -> staff.newAdministrators(zoe)))
                .isEmpty();
    }

    private UUID invited(SignedIn by, Set<Role> roles) {
        return enrol(CurrentOrganisation.as(org, () -> people.invite(by, "Camille", roles)))
                .id();
    }

    private SignedIn signedIn(UUID person) {
        return new SignedIn(person, org, ADMINISTRATORS, "Camille");
    }

    private void one(UUID asker, UUID decider) {
        assertThatThrownBy(() -> demand(asker, decider, ADMINISTRATORS)).isInstanceOf(Refusal.class);
    }

    private void two(UUID asker, UUID decider) {
        assertThatCode(() -> demand(asker, decider, ADMINISTRATORS)).doesNotThrowAnyException();
    }

    private void demand(UUID asker, UUID decider, Set<Role> roles) {
        CurrentOrganisation.as(org, () -> staff.demandIndependent(asker, decider, roles));
    }
}

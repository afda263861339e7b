package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.organisation.CurrentOrganisation;

class ReviewPagesTest extends StaffTestBase {
    private static final Pattern LINK = Pattern.compile("/enrolment/([A-Za-z0-9_-]{43})");

    @Autowired
    private ReviewService service;

    @Test
    void whoWasNotSeenForLongComesFirstAndIsDue() {
        var admin = member(Role.ADMINISTRATOR);
        var quiet = member(Role.ANALYST);
        signedIn(quiet);
        var busy = member(Role.AUDITOR);
        clock.advance(StaffLimits.REVIEW_EVERY);
        signedIn(busy);
        var session = signedIn(admin);

        assertThat(text(get("/people", session))).contains("3 people are due");
        assertThat(text(get("/people/review", session)))
                .contains("not seen for 90 days", "Password and code")
                .doesNotContain("??");
        assertThat(ids()).first().isEqualTo(quiet.id());
        assertThat(CurrentOrganisation.as(org, () -> service.read(signedInAs(admin))))
                .allMatch(Reviewed::due);

        assertThat(post("/people/" + quiet.id() + "/still-here", session, Map.of()))
                .hasRedirectedUrl("/people/review");
        assertThat(text(get("/people/review?lang=fr", session))).contains("2 personnes sont à revoir");
        assertThat(audited("person.still-here")).hasSize(1);
    }

    @Test
    void whoHasLeftIsSignedOutAndStaysOut() {
        var admin = member(Role.ADMINISTRATOR);
        var leaver = member(Role.ANALYST);
        var theirs = signedIn(leaver);
        var session = signedIn(admin);

        assertThat(post("/people/" + leaver.id() + "/leaving", session, Map.of()))
                .hasRedirectedUrl("/people/review");

        assertThat(get("/", theirs)).hasRedirectedUrl("/sign-in");
        assertThat(signIn.password(leaver.signInName(), PASSWORD, "192.0.2.1"))
                .as("the right password of somebody who left")
                .isEmpty();
        assertThat(ids()).containsExactly(admin.id());
        assertThat(audited("person.left").getFirst().facts()).contains("sessions=1");
        assertThat(post("/people/" + leaver.id() + "/leaving", session, Map.of()))
                .as("left already")
                .hasStatus(409);
        assertThat(post("/people/" + leaver.id() + "/unblocking", session, Map.of()))
                .hasStatus3xxRedirection();
        assertThat(ids()).hasSize(2);
    }

    @Test
    void nobodyLeavesByTheirOwnHand() {
        var admin = member(Role.ADMINISTRATOR);
        var session = signedIn(admin);
        assertThat(post("/people/" + admin.id() + "/leaving", session, Map.of()))
                .hasStatus(409);
    }

    @Test
    void anInvitationThatWaitsIsListedRenewedAndWithdrawn() {
        var session = signedIn(member(Role.ADMINISTRATOR));
        var first = link(text(post("/people", session, Map.of("name", "Dominique", "role", "ANALYST"))));
        assertThat(text(get("/people/invitations", session)))
                .contains("Dominique")
                .doesNotContain("??");
        var invited = CurrentOrganisation.as(org, () -> service.invitations(administrator()))
                .getFirst();
        assertThat(invited.open()).isTrue();

        var second = link(text(post("/people/" + invited.person() + "/invitation", session, Map.of())));
        assertThat(mvc.get().uri("/enrolment/" + first)).hasStatus(409);
        assertThat(mvc.get().uri("/enrolment/" + second)).hasStatusOk();

        assertThat(post("/people/" + invited.person() + "/invitation/withdrawal", session, Map.of()))
                .hasRedirectedUrl("/people/invitations");
        assertThat(mvc.get().uri("/enrolment/" + second)).hasStatus(409);
        assertThat(text(get("/people", session))).doesNotContain("Dominique");
        assertThat(post("/people/" + invited.person() + "/invitation/withdrawal", session, Map.of()))
                .hasStatus(409);
        assertThat(audited("person.invitation-withdrawn")).hasSize(1);
    }

    @Test
    void noLinkOpensThatALeaverHasMade() {
        theirLinksEndBy("/leaving");
        assertThat(audited("person.left").getFirst().facts()).contains("invitations=1");
    }

    @Test
    void noLinkOpensThatSomebodyBlockedHasMade() {
        theirLinksEndBy("/blocking");
        assertThat(audited("person.blocked").getFirst().facts()).contains("invitations=1");
    }

    @Test
    void noLinkOpensThatSomebodyHasMadeWhoIsNoAdministratorAnyMore() {
        theirLinksEndBy("/roles", Map.of("role", "AUDITOR"));
    }

    private void theirLinksEndBy(String act) {
        theirLinksEndBy(act, Map.of());
    }

    private void theirLinksEndBy(String act, Map<String, String> form) {
        var leaver = member(Role.ADMINISTRATOR);
        var session = signedIn(member(Role.ADMINISTRATOR));
        var theirs =
                link(text(post("/people", signedIn(leaver), Map.of("name", "Dominique", "role", "ADMINISTRATOR"))));
        var another = link(text(post("/people", session, Map.of("name", "Maxime", "role", "ANALYST"))));
        assertThat(CurrentOrganisation.as(org, () -> service.invitations(administrator())))
                .extracting(Invitation::invitedBy)
                .containsExactlyInAnyOrder("Camille", "Camille");

        assertThat(post("/people/" + leaver.id() + act, session, form)).hasStatus3xxRedirection();

        assertThat(mvc.get().uri("/enrolment/" + theirs)).hasStatus(409);
        assertThat(mvc.get().uri("/enrolment/" + another)).hasStatusOk();
    }

    @Test
    void aLinkThatExpiredIsShownAsOne() {
        var session = signedIn(member(Role.ADMINISTRATOR));
        post("/people", session, Map.of("name", "Dominique", "role", "ANALYST"));
        clock.advance(StaffLimits.ENROLMENT_LINK_LIFE.plus(Duration.ofSeconds(1)));
        assertThat(CurrentOrganisation.as(org, () -> service.invitations(administrator()))
                        .getFirst()
                        .open())
                .isFalse();
    }

    private List<java.util.UUID> ids() {
        var anybody = new SignedIn(java.util.UUID.randomUUID(), org, java.util.Set.of(Role.ADMINISTRATOR), "Test");
        return CurrentOrganisation.as(org, () -> service.read(anybody)).stream()
                .map(Reviewed::id)
                .toList();
    }

    private SignedIn signedInAs(Member member) {
        return CurrentOrganisation.as(org, () -> people.get(member.id()).signedIn());
    }

    private static String link(String page) {
        var found = LINK.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private SignedIn administrator() {
        return new SignedIn(java.util.UUID.randomUUID(), org, java.util.Set.of(Role.ADMINISTRATOR), "Test");
    }
}

package org.vigie.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.limit.Limit;
import org.vigie.organisation.CurrentOrganisation;

class RecentFactorTest extends StaffTestBase {
    private static final Map<String, String> INVITATION = Map.of("name", "Dominique", "role", "ANALYST");

    @Autowired
    private StaffService staff;

    @Test
    void anActIsNotDoneWithoutARecentFactorAndIsDoneAfterACode() {
        var member = member(Role.ADMINISTRATOR);
        var session = signedIn(member);
        clock.advance(StaffLimits.FACTOR_RECENT);

        var refused = post("/people", session, INVITATION);
        assertThat(refused).hasStatus(403);
        assertThat(text(refused)).contains("This was not done", "/confirm-it-is-you?then=%2Fpeople");
        assertThat(text(get("/people", session))).doesNotContain("Dominique");

        assertThat(text(get("/confirm-it-is-you?then=/people", session))).contains("value=\"/people\"");
        assertThat(post("/confirm-it-is-you", session, Map.of("then", "/people", "code", "000000")))
                .hasStatus(422);
        var before = session.getId();
        assertThat(post("/confirm-it-is-you", session, Map.of("then", "/people", "code", code(member.secret()))))
                .hasRedirectedUrl("/people");
        assertThat(session.getId()).as("a new id after a new proof").isNotEqualTo(before);

        assertThat(text(get("/people", session)))
                .as("nothing is repeated by itself")
                .doesNotContain("Dominique");
        assertThat(post("/people", session, INVITATION)).hasStatusOk();
        assertThat(audited("person.confirmed")).hasSize(1);
        assertThat(audited("person.confirmation-refused")).hasSize(1);
    }

    @Test
    void aCodeThatWasUsedConfirmsNothing() {
        var member = member(Role.ADMINISTRATOR);
        var session = signedIn(member);
        var code = code(member.secret());
        assertThat(post("/confirm-it-is-you", session, Map.of("code", code))).hasRedirectedUrl("/");
        assertThat(post("/confirm-it-is-you", session, Map.of("code", code))).hasStatus(422);
    }

    @Test
    void guessingAtTheConfirmationIsSlowedDown() {
        var session = signedIn(member(Role.ADMINISTRATOR));
        for (int tries = 0; tries < Limit.CODE_OF_ACCOUNT.size(); tries++) {
            post("/confirm-it-is-you", session, Map.of("code", "00000" + tries % 10));
        }
        assertThat(post("/confirm-it-is-you", session, Map.of("code", "000000")))
                .hasStatus(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//attacker.example",
                "/\\attacker.example",
                "https://attacker.example/",
                "attacker.example",
                "/people\r\nLocation: /",
                "/{x}",
                "javascript:alert(1)",
                ""
            })
    void nobodyIsSentElsewhere(String then) {
        assertThat(ConfirmPages.local(then)).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({"/", "/people?after=A%20B&id=1", "/lists/00000000-0000-0000-0000-000000000001"})
    void pathsOfThisServerAreFollowed(String then) {
        assertThat(ConfirmPages.local(then)).isEqualTo(then);
    }

    @Test
    void theLinkOfTheGuestCountsAsAFactorForFiveMinutesAndAnotherLinkRenewsIt() {
        var session = new MockHttpSession();
        assertThat(get(staff.oneTimeSignIn(org).toString(), session)).hasRedirectedUrl("/");
        assertThat(post("/people", session, INVITATION)).hasStatusOk();
        clock.advance(StaffLimits.FACTOR_RECENT);
        assertThat(post("/people", session, INVITATION)).hasStatus(403);
        assertThat(text(get("/confirm-it-is-you", session)))
                .contains("another one-time link")
                .doesNotContain("/one-time/", "??");
        assertThat(post("/confirm-it-is-you/link", session, Map.of())).hasRedirectedUrl("/confirm-it-is-you");
        assertThat(get(staff.oneTimeSignIn(org).toString(), session)).hasRedirectedUrl("/");
        assertThat(post("/people", session, INVITATION)).hasStatusOk();
    }

    /** An authenticator is only the second half of a password. */
    @Test
    void whoHasNoPasswordIsNotAskedForACodeAndConfirmsByNone(
            @Autowired JdbcClient db, @Autowired TransactionTemplate transaction) {
        var member = member(Role.ADMINISTRATOR);
        var session = signedIn(member);
        CurrentOrganisation.as(
                org,
                () -> transaction.executeWithoutResult(
                        status -> db.sql("update person set password_hash = null where id = :id")
                                .param("id", member.id())
                                .update()));

        assertThat(text(get("/confirm-it-is-you", session))).doesNotContain("id=\"code\"");
        assertThat(post("/confirm-it-is-you", session, Map.of("code", code(member.secret()))))
                .hasStatus(422);
    }
}

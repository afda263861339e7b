package org.vigie.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** What is wrong with a rule or a hold is said beside its field, and nothing that was typed is lost. */
@VigieTest
class RetentionPagesTest {
    @Autowired
    private Fixtures fixtures;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private RetentionService retention;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    private SignedIn anna;

    @BeforeEach
    void anAdministrator() {
        anna = fixtures.colleague(fixtures.organisation("Retention"), "Anna", EnumSet.of(Role.ADMINISTRATOR));
    }

    @ParameterizedTest
    @CsvSource({
        "'', Act, 2035-01-31, rule-days",
        "a year, Act, 2035-01-31, rule-days",
        "7, Act, 2035-01-31, rule-days",
        "99999999999999999999, Act, 2035-01-31, rule-days",
        "365, '', 2035-01-31, rule-basis",
        "365, Act, '', rule-from",
        "365, Act, 31 January, rule-from",
        "365, Act, 2035-02-30, rule-from",
        "365, Act, +999999999-01-01, rule-from",
        "365, Act, 2020-01-31, rule-from"
    })
    void aRuleThatIsNoneComesBackWithWhatIsWrong(String days, String basis, String from, String field) {
        var answer = mvc.post()
                .uri("/people/retention/rules/trial")
                .with(user(anna))
                .with(csrf())
                .param("kind", "NOTICE")
                .param("days", days)
                .param("basis", basis)
                .param("from", from)
                .exchange();

        assertThat(answer).hasStatus(422);
        assertThat(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("href=\"#" + field + "\"", "id=\"" + field + "-error\"")
                .contains("value=\"" + days + "\"", "value=\"" + from + "\"")
                .contains("value=\"NOTICE\" selected");
    }

    @ParameterizedTest
    @CsvSource({"1234567, A court, hold-name", "none, A court, hold-name"})
    void aHoldOnNothingComesBackWithWhatIsWrong(String name, String reason, String field) {
        var answer = mvc.post()
                .uri("/people/retention/holds")
                .with(user(anna))
                .with(csrf())
                .param("kind", "REPORT")
                .param("name", name)
                .param("reason", reason)
                .exchange();

        assertThat(answer).hasStatus(422);
        assertThat(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("href=\"#" + field + "\"", "value=\"" + name + "\"", "value=\"" + reason + "\"");
    }

    @Test
    void noKindIsChosenBeforeThePersonDoes() {
        assertThat(page("")).doesNotContain("selected");
        assertThat(mvc.post()
                        .uri("/people/retention/rules/trial")
                        .with(user(anna))
                        .with(csrf())
                        .param("kind", "")
                        .param("days", "365")
                        .param("basis", "Act")
                        .param("from", "2035-01-31"))
                .hasStatus(422)
                .bodyText()
                .contains("href=\"#rule-kind\"");
    }

    @Test
    void whatWasDoneIsSaid() {
        assertThat(page("?after=asked")).contains("You asked for the rule.");
        assertThat(page("?after=nonsense")).doesNotContain("id=\"after\"");
    }

    @Test
    void aHoldThatWasLiftedStaysOnThePageWithItsReasons() {
        var kept = new UUID(7, System.nanoTime());
        CurrentOrganisation.as(
                anna.org(),
                () -> transaction.executeWithoutResult(status -> db.sql("""
                insert into compartment_glass (id, org_id, person_id, content_sealed, reason_sealed, asked_at)
                values (:id, :org, :person, '\\x00', '\\x00', now())
                """)
                        .param("id", kept)
                        .param("org", anna.org().value())
                        .param("person", anna.staff())
                        .update()));
        CurrentOrganisation.as(
                anna.org(), () -> retention.hold("GLASS", kept.toString(), "A court asks.", anna.staff()));
        var hold = CurrentOrganisation.as(
                anna.org(), () -> retention.overview(anna.staff()).holds().getFirst());
        assertThat(page("")).doesNotContain("Why it was lifted");

        assertThat(mvc.post()
                        .uri("/people/retention/holds/" + hold.id() + "/lift")
                        .with(user(anna))
                        .with(csrf())
                        .param("reason", "The court is done."))
                .hasStatus3xxRedirection();
        assertThat(page("")).contains("A court asks.", "Why it was lifted", "The court is done.");
    }

    private String page(String query) {
        var answer = mvc.get().uri("/people/retention" + query).with(user(anna)).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}

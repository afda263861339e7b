package org.vigie.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;
import org.vigie.work.WorkAtOnce;

/** A rule that erases sooner takes two administrators and a week; one that keeps longer takes one, and counts at once. */
@VigieTest
class RuleByTwoTest {
    private static final String KIND = "REPORT";

    @Autowired
    private RuleService rules;

    @Autowired
    private RetentionService retention;

    @Autowired
    private Night night;

    @Autowired
    private WorkAtOnce atOnce;

    @Autowired
    private CompartmentService compartments;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Sealer sealer;

    @Autowired
    private FakeClock clock;

    private OrgId org;
    private SignedIn anna;
    private SignedIn ben;
    private UUID old;

    @BeforeEach
    void anOldReportAndTwoAdministrators() {
        org = fixtures.organisation("Rules by two");
        anna = fixtures.colleague(org, "Anna", EnumSet.of(Role.ADMINISTRATOR));
        ben = fixtures.colleague(org, "Ben", EnumSet.of(Role.ADMINISTRATOR));
        old = report(today().minusDays(400), null);
    }

    @Test
    void askedAloneNothingHappens() {
        assertThat(set(anna, 365, today().plusDays(7))).isFalse();

        clock.advance(Duration.ofDays(2));
        assertThat(page(ben, "/people/retention"))
                .contains(
                        "A rule of 365 days waits for a second administrator",
                        "Anna asks to keep these for 365 days only",
                        "With this rule one record would be erased",
                        ">Agree: erase after 365 days<");
        assertThat(page(anna, "/people/retention"))
                .contains(">Withdraw the rule of 365 days<")
                .doesNotContain(">Agree");
        for (int day = 0; day < 10; day++) {
            clock.advance(Duration.ofDays(1));
            runNight();
        }
        assertThat(isErased(old)).isFalse();
        assertThatThrownBy(() -> agree(ben))
                .as("nobody agreed in time")
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("retention.request.over");
    }

    @Test
    void whoAskedDoesNotAgree() {
        set(anna, 365, today().plusDays(7));

        assertThatThrownBy(() -> agree(anna)).isInstanceOf(Refusal.class).hasMessageContaining("request.own");
        clock.advance(Duration.ofDays(8));
        runNight();
        assertThat(isErased(old)).isFalse();
    }

    @Test
    void nobodyAgreesToWhatSomebodyBlockedAskedFor() {
        set(anna, 365, today().plusDays(7));
        fixtures.blocked(anna);

        assertThatThrownBy(() -> agree(ben)).isInstanceOf(Refusal.class).hasMessageContaining("asker-gone");
        clock.advance(Duration.ofDays(8));
        runNight();
        assertThat(isErased(old)).isFalse();
    }

    @Test
    void agreedToItErasesFromItsDayOn() {
        set(anna, 365, today().plusDays(9));
        agree(ben);

        assertThat(home(anna)).contains("A rule that erases sooner begins on " + today().plusDays(9));
        clock.advance(Duration.ofDays(8));
        runNight();
        assertThat(isErased(old)).as("the night before its day").isFalse();
        clock.advance(Duration.ofDays(1));
        runNight();
        assertThat(isErased(old)).isTrue();
        assertThat(home(anna)).doesNotContain("sooner-rules");
        assertThat(acts("retention.rule-asked", "retention.rule-agreed")).isEqualTo(2);
    }

    @Test
    void agreedToLateItBeginsAWeekAfterThat() {
        set(anna, 365, today().plusDays(7));
        clock.advance(Duration.ofDays(2));
        agree(ben);

        clock.advance(Duration.ofDays(6));
        runNight();
        assertThat(isErased(old)).isFalse();
        clock.advance(Duration.ofDays(1));
        runNight();
        assertThat(isErased(old)).isTrue();
    }

    @Test
    void eitherWithdrawsItWhileItWaitsAndWhileItHasNotBegun() {
        set(anna, 365, today().plusDays(7));
        withdraw(ben);
        assertThatThrownBy(() -> agree(ben)).hasMessageContaining("request.over");

        set(ben, 365, today().plusDays(7));
        agree(anna);
        withdraw(anna);
        clock.advance(Duration.ofDays(8));
        runNight();
        assertThat(isErased(old)).isFalse();
        assertThat(page(anna, "/people/retention")).contains("Withdrawn by");
        assertThat(acts("retention.rule-withdrawn", "-")).isEqualTo(2);

        set(anna, 365, today().plusDays(7));
        agree(ben);
        clock.advance(Duration.ofDays(7));
        assertThatThrownBy(() -> withdraw(anna)).as("it has begun").hasMessageContaining("request.over");
    }

    @Test
    void withoutARuleNoneCountsThatErasesSoonerStill() {
        set(anna, 100, today().plusDays(10));
        agree(ben);
        assertThat(set(anna, 365, today().plusDays(8))).isFalse();
        agree(ben);
        // 365 days from the 8th on, 100 from the 10th on, and for ever if both were withdrawn: 200 from the 12th on
        // takes two
        assertThat(set(anna, 200, today().plusDays(12))).isFalse();
        agree(ben);
        in(() -> sample().set(KIND, 50, today().plusDays(7)));
        assertThatThrownBy(() -> withdraw(ben)).hasMessageContaining("sooner-without");
    }

    @Test
    void noRuleSlipsInBehindOneThatIsWithdrawnAfterwards() {
        in(() -> sample().set(KIND, 365, today().minusDays(10)));
        set(anna, 30, today().plusDays(7));
        agree(ben);

        assertThat(set(anna, 60, today().plusDays(8)))
                .as("longer than 30, and sooner than the 365 that count if the 30 are withdrawn")
                .isFalse();
        assertThat(set(anna, 365, today().plusDays(8)))
                .as("no sooner than either")
                .isTrue();
    }

    @Test
    void aRuleThatKeepsLongerIsOnePersonsAndCountsAtOnce() {
        in(() -> sample().set(KIND, 365, today().minusDays(10)));
        assertThat(set(anna, 500, today())).isTrue();

        runNight();
        assertThat(isErased(old)).isFalse();
        assertThat(set(anna, 500, today().minusDays(300))).as("the same again").isTrue();
        assertThatThrownBy(() -> set(anna, 499, today()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("retention.rule.too-soon");
        assertThatThrownBy(() -> set(anna, 499, today().plusDays(6))).hasMessageContaining("rule.too-soon");
        assertThatThrownBy(() -> set(anna, 30, today().minusDays(3000))).hasMessageContaining("rule.too-soon");
        runNight();
        assertThat(isErased(old)).isFalse();
    }

    @Test
    void oneOfAKindWaitsAtATime() {
        set(anna, 365, today().plusDays(7));

        assertThatThrownBy(() -> set(ben, 300, today().plusDays(7))).hasMessageContaining("request.there");
        clock.advance(RetentionLimits.REQUEST_LIFE);
        assertThat(set(ben, 300, today().plusDays(7))).isFalse();
    }

    @Test
    void beforeItIsAskedForItIsToldWhatTheFirstNightErasesBehindAllWalls() {
        report(today().minusDays(300), compartmentOf(ben));
        report(today().minusDays(10), null);
        UUID held = report(today().minusDays(500), null);
        in(() -> {
            retention.hold(KIND, numberOf(held), "Court order", anna.staff());
            return true;
        });

        // counted on the day on which it begins: a report of 10 days is 17 days old then
        assertThat(trial(anna, 30)).contains("With this rule 2 records would be erased");
        assertThat(trial(anna, 350)).contains("With this rule one record would be erased", "id=\"set-rule\"");
        assertThat(trial(anna, 3000)).contains("With this rule no record would be erased");
        assertThat(acts("retention.rule-tried", "-")).isEqualTo(3);
        assertThat(acts("retention.rule-asked", "-")).isZero();
    }

    @Test
    void theCountIsBounded() {
        in(() -> db.sql("""
                insert into report (id, org_id, receipt_mac, language, received_on)
                select gen_random_uuid(), :org, decode(md5(n::text) || md5(:org::text), 'hex'), 'en', :day
                from generate_series(1, :many) n
                """)
                .param("org", org.value())
                .param("day", today().minusDays(900))
                .param("many", RetentionLimits.ERASED_A_NIGHT)
                .update());

        assertThat(trial(anna, 365)).contains("With this rule more than 20,000 records would go");
    }

    @Test
    void onlyAdministratorsHearOfItOnTheirFirstPage() {
        set(anna, 365, today().plusDays(7));

        assertThat(home(ben)).contains("sooner-rules", "waits for a second administrator. Days to keep: 365.");
        assertThat(home(fixtures.colleague(org, "Carl", EnumSet.of(Role.ANALYST))))
                .doesNotContain("sooner-rules");
    }

    private RuleSample sample() {
        return new RuleSample(retention, db, transaction);
    }

    private boolean set(SignedIn by, int days, LocalDate from) {
        return as(by, () -> rules.set(new Rule(KIND, days, "Act of example", from), by.staff()));
    }

    private void agree(SignedIn by) {
        as(by, () -> {
            rules.agree(newest(), by.staff());
            return true;
        });
    }

    private void withdraw(SignedIn by) {
        as(by, () -> {
            rules.withdraw(newest(), by.staff());
            return true;
        });
    }

    private UUID newest() {
        return in(() -> db.sql("""
                select id from retention_request
                order by asked_at desc, withdrawn_at is null desc, begins is null desc, begins limit 1
                """).query(UUID.class).single());
    }

    private void runNight() {
        CurrentOrganisation.inAllCompartments(org, () -> RuleSample.night(night, atOnce));
    }

    private UUID report(LocalDate day, @Nullable CompartmentId in) {
        var id = UUID.randomUUID();
        in(() -> db.sql("""
                insert into report (id, org_id, receipt_mac, language, received_on, compartment_id)
                values (:id, :org, decode(md5(:id::text) || md5(:org::text), 'hex'), 'en', :day, :in)
                """)
                .param("id", id)
                .param("org", org.value())
                .param("day", day)
                .param("in", in == null ? null : in.value(), java.sql.Types.OTHER)
                .update());
        return id;
    }

    private boolean isErased(UUID report) {
        return in(() -> db.sql("select erased_at is not null from report where id = :id")
                .param("id", report)
                .query(Boolean.class)
                .single());
    }

    /** By which people know a report: that of an incident of it. */
    private String numberOf(UUID report) {
        var id = UUID.randomUUID();
        return in(() -> db.sql("""
                insert into incident (id, org_id, report_id, address_sealed, address_mac, host_mac, received_at, fetching)
                values (:id, :org, :report, :address, sha256('a'), sha256('b'), now(), 'JOINED')
                returning number::text
                """)
                .param("id", id)
                .param("address", sealer.seal("http://a.example/", new SealedIn("incident", "address_sealed", id)))
                .param("org", org.value())
                .param("report", report)
                .query(String.class)
                .single());
    }

    private CompartmentId compartmentOf(SignedIn member) {
        return as(member, () -> compartments.open(member, "Behind a wall", "test"));
    }

    private String trial(SignedIn by, int days) {
        var answer = mvc.post()
                .uri("/people/retention/rules/trial")
                .with(user(by))
                .with(csrf())
                .param("kind", KIND)
                .param("days", String.valueOf(days))
                .param("basis", "Act of example")
                .param("from", today().plusDays(7).toString())
                .exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private String home(SignedIn person) {
        return page(person, "/");
    }

    private String page(SignedIn person, String path) {
        var answer = mvc.get().uri(path).with(user(person)).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private int acts(String one, String other) {
        return in(() -> db.sql("select count(*) from audit_entry where act in (:one, :other)")
                .param("one", one)
                .param("other", other)
                .query(Integer.class)
                .single());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private <T> T as(SignedIn person, Supplier<T> work) {
        return CurrentOrganisation.<T, RuntimeException>callFor(org, person.staff(), work::get);
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.inAllCompartments(
                org, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}

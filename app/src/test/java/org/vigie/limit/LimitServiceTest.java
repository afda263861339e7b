package org.vigie.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Meter;
import org.vigie.staff.Refusal;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

@VigieTest
class LimitServiceTest {
    @Autowired
    private LimitService limits;

    @Autowired
    private Meter meter;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    static Stream<Limit> byDay() {
        return Arrays.stream(Limit.values()).filter(Limit::isByDay);
    }

    private boolean take(OrgId org, Limit limit, UUID whose, int count) {
        return CurrentOrganisation.as(org, () -> limits.takeOfDay(limit, whose, count));
    }

    @ParameterizedTest
    @MethodSource("byDay")
    void givesExactlyItsSizeADayToEach(Limit limit) {
        var org = fixtures.organisation("Limits " + limit);
        var whose = UUID.randomUUID();

        assertThat(take(org, limit, whose, limit.size() + 1)).isFalse();
        assertThat(take(org, limit, whose, limit.size() - 1)).isTrue();
        assertThat(take(org, limit, whose, 2)).as("not in part").isFalse();
        assertThat(take(org, limit, whose, 1)).isTrue();
        assertThat(take(org, limit, whose, 1)).isFalse();
        assertThat(take(org, limit, UUID.randomUUID(), limit.size()))
                .as("somebody else")
                .isTrue();
        assertThat(take(fixtures.organisation("Elsewhere"), limit, whose, 1))
                .as("in another organisation")
                .isTrue();
        assertThat(CurrentOrganisation.as(org, limits::pressures))
                .filteredOn(pressure -> pressure.limit() == limit)
                .first()
                .satisfies(pressure -> {
                    assertThat(pressure.keys()).isEqualTo(2);
                    assertThat(pressure.empty()).isEqualTo(2);
                    assertThat(pressure.turnedAway()).isGreaterThanOrEqualTo(3);
                });

        clock.advance(Duration.ofHours(11).plusMinutes(59).minus(sinceNoon()));
        assertThat(take(org, limit, whose, 1)).as("before midnight").isFalse();
        clock.advance(Duration.ofMinutes(2));
        assertThat(take(org, limit, whose, limit.size())).as("after midnight").isTrue();
    }

    /** Tests share a clock: each moves it on from where the last left it. */
    private Duration sinceNoon() {
        var noon =
                clock.instant().truncatedTo(java.time.temporal.ChronoUnit.DAYS).plus(Duration.ofHours(12));
        return Duration.between(noon, clock.instant());
    }

    @ParameterizedTest
    @MethodSource("byDay")
    void whatIsUndoneTakesNothing(Limit limit) {
        var org = fixtures.organisation("Undone " + limit);
        var whose = UUID.randomUUID();
        CurrentOrganisation.as(
                org,
                () -> transaction.executeWithoutResult(status -> {
                    assertThat(limits.takeOfDay(limit, whose, limit.size())).isTrue();
                    status.setRollbackOnly();
                }));

        assertThat(take(org, limit, whose, limit.size())).isTrue();
    }

    @Test
    void oldDaysAreForgotten() {
        var org = fixtures.organisation("Old days");
        var whose = UUID.randomUUID();
        take(org, Limit.REVEAL_OF_PERSON, whose, 1);
        clock.advance(Duration.ofDays(31));
        take(org, Limit.REVEAL_OF_PERSON, whose, 1);

        Integer rows = CurrentOrganisation.as(
                org,
                () -> transaction.execute(status -> db.sql("select count(*) from limit_day")
                        .query(Integer.class)
                        .single()));
        assertThat(rows).isEqualTo(1);
    }

    @Test
    void aPersonIsMeteredAndAPartOfTheSystemIsNot() {
        var org = fixtures.organisation("Metered");
        var person = AuditActor.person(UUID.randomUUID());
        CurrentOrganisation.as(org, () -> {
            meter.demand(Limit.EXPORT_OF_PERSON, person, 20);
            meter.demand(Limit.EXPORT_OF_PERSON, AuditActor.system("test"), 1_000_000);
            assertThatThrownBy(() -> meter.demand(Limit.EXPORT_OF_PERSON, person, 1))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.key()).isEqualTo("staff.meter.empty");
                        assertThat(refusal.arguments()).containsExactly(20);
                    });
        });
    }

    @Test
    void aLimitIsCountedWhereTheTableSays() {
        assertThatThrownBy(() -> limits.take(Limit.REVEAL_OF_PERSON, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CurrentOrganisation.as(
                        fixtures.organisation("Wrong"),
                        () -> limits.takeOfDay(Limit.REPORT_OF_NETWORK, UUID.randomUUID(), 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LimitSettings(Map.of(Limit.REPORT_OF_NETWORK, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LimitSettings(Map.of(Limit.LOOK_UP_OF_CLIENT, 5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new LimitSettings(Map.of(Limit.REPORT_OF_NETWORK, 7)).of(Limit.REPORT_OF_NETWORK))
                .isEqualTo(7);
    }
}

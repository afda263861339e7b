package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.retention.RetentionService;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Reports that are more than their network may send in an hour: for how long they are, and who goes before them. */
@VigieTest
class LateReportsTest {
    private static final boolean LATE = true;
    private static final boolean IN_TIME = false;

    @Autowired
    private IntakeService intake;

    @Autowired
    private IntakeSettings settings;

    @Autowired
    private DayEndService days;

    @Autowired
    private RetentionService retention;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    private OrgId org;
    private String host;

    @BeforeEach
    void anOrganisationInTheEvening() {
        org = fixtures.organisation("Late reports");
        host = "http://%s.example/".formatted(UUID.randomUUID());
        clock.set(clock.instant()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(Duration.ofDays(1))
                .plus(Duration.ofHours(20)));
    }

    /** What waited for days is fetched at last; its own time is forgotten then, although its fetch is of this day. */
    @Test
    void whatCameLateCountsAmongTheLateFetchesOfADayUntilThatDayIsOver() {
        int lateADay = settings.lateOf(settings.fetchesPerHostADay());
        var all = Stream.generate(() -> report(host + UUID.randomUUID(), LATE))
                .limit(lateADay + 1)
                .toList();
        var last = all.getLast();
        clock.advance(settings.exactTimeFor().plusDays(1));
        assertThat(all.subList(0, lateADay)).allMatch(this::isFetched);
        assertThat(isFetched(last)).as("no part is left for it").isFalse();

        clock.advance(Duration.ofHours(5));
        endOfDay();
        assertThat(exactTimes()).as("when they came is forgotten").isZero();
        assertThat(isFetched(last)).as("within 24 hours of the others").isFalse();

        clock.advance(Duration.ofHours(20));
        assertThat(isFetched(last)).isTrue();
        clock.advance(settings.exactTimeFor().plusDays(1));
        endOfDay();
        assertThat(count("select count(*) from incident where late"))
                .as("that one network sent them")
                .isZero();
    }

    @Test
    void whenAReportThatWaitedIsErasedOneThatCameInTimeGoesBeforeThoseThatCameLate() {
        var address = host + "erased";
        var first = report(address, IN_TIME);
        var late = report(address, LATE);
        var inTime = report(address, IN_TIME);

        erase(first);
        assertThat(fetching(inTime)).isEqualTo("WAITING");
        assertThat(fetching(late)).isEqualTo("JOINED");

        erase(inTime);
        assertThat(fetching(late)).as("where no other is left").isEqualTo("WAITING");
    }

    @Test
    void whatAPersonWantsFetchedFirstStaysSoForWhoTakesThePlaceOfAnErasedReport() {
        var address = host + "first";
        var first = report(address, IN_TIME);
        var second = report(address, IN_TIME);
        in(() -> db.sql("update incident set fetch_first = true where id = :id")
                .param("id", first.incident())
                .update());

        erase(first);

        assertThat(count("select count(*) from incident where fetch_first and fetching = 'WAITING' and id = '%s'"
                        .formatted(second.incident())))
                .isEqualTo(1);
    }

    private Report report(String address, boolean isLate) {
        return in(() -> {
            intake.receive(new IntakeService.Submission(
                    CanonicalAddress.parse(address), "", "en", UUID.randomUUID().toString(), Duration.ZERO, isLate));
            return intake.page(Long.MAX_VALUE).getFirst();
        });
    }

    /** Whether the budgets let it be fetched now; then it is. */
    private boolean isFetched(Report report) {
        return in(() -> {
            boolean mayBe = intake.forFetching(report.incident()).isPresent();
            if (mayBe) {
                intake.fetch(report.incident(), CanonicalAddress.parse(host + UUID.randomUUID()));
            }
            return mayBe;
        });
    }

    private void endOfDay() {
        in(() -> {
            days.end();
            return true;
        });
    }

    private void erase(Report report) {
        in(() -> {
            retention.erase("REPORT", String.valueOf(report.number()), "Asked for", null);
            return true;
        });
    }

    private String fetching(Report report) {
        return in(() -> db.sql("select fetching from incident where id = :id")
                .param("id", report.incident())
                .query(String.class)
                .single());
    }

    private long exactTimes() {
        return count("""
                select count(*) from incident
                where received_at <> date_trunc('day', received_at at time zone 'UTC') at time zone 'UTC'
                """);
    }

    private long count(String sql) {
        return in(() -> db.sql(sql).query(Long.class).single());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.inAllCompartments(
                org, () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}

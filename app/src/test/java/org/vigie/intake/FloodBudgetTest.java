package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.Sealer;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.VigieTest;
import org.vigie.work.WorkAtOnce;

/** One network sends more reports than a day's budget of fetches: the work is done as it is, and who means it is fetched. */
@VigieTest
@TestPropertySource(properties = {"vigie.intake.fetches-a-day=40", "vigie.limits.size.fetch-of-person=2"})
class FloodBudgetTest {
    private static final int FLOOD = 60;
    private static final int IN_TIME = 10;
    private static final int LATE = 20;
    private static final String NETWORK = "192.0.2.66";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PublicDoor door;

    @Autowired
    private WorkAtOnce runner;

    @Autowired
    private Sealer sealer;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private FakeClock clock;

    private Instant began = Instant.EPOCH;

    /** Whose clocks were elsewhere. */
    @BeforeEach
    void daysAfterAllOtherTests() {
        Instant last =
                in(() -> db.sql("""
                select coalesce(max(greatest(received_at, started_at)), 'epoch'::timestamptz) from incident
                """).query(OffsetDateTime.class).single()).toInstant();
        clock.set((last.isAfter(clock.instant()) ? last : clock.instant()).plus(Duration.ofDays(3)));
        began = clock.instant();
    }

    @AfterEach
    void leaveNoWork() {
        in(() -> db.sql("""
                delete from work where kind = 'intake.fetch'
                    and subject in (select id from incident where received_at >= :began)
                """).param("began", began.atOffset(ZoneOffset.UTC)).update());
    }

    @Test
    void aFloodFromOneNetworkLeavesHalfOfTheDayToOthers() {
        flood();
        clock.advance(IntakeLimits.LATER.plusMinutes(1));
        work();
        assertThat(started()).isEqualTo(IN_TIME + LATE);

        List<CanonicalAddress> meant = new ArrayList<>();
        for (int witness = 0; witness < 5; witness++) {
            meant.add(report("http://meant-%d.example/".formatted(witness), "2001:db8:%x::1".formatted(witness + 1)));
        }
        work();
        assertThat(meant).allSatisfy(address -> assertThat(fetching(address)).isEqualTo("STARTED"));

        for (int hour = 0; hour < 10; hour++) {
            clock.advance(Duration.ofHours(1));
            work();
        }
        assertThat(started()).as("the rest of the flood waits").isEqualTo(IN_TIME + LATE + meant.size());
        clock.advance(Duration.ofDays(1));
        work();
        assertThat(started()).as("until another day has a part for it").isEqualTo(IN_TIME + 2 * LATE + meant.size());
    }

    @Test
    void whoNamesWhatAFloodNamedFirstDoesNotWaitForIt() {
        flood();
        var both = report("http://both-name-it.example/", NETWORK);
        assertThat(isDue(both)).isFalse();

        report("http://both-name-it.example/", "2001:db8:77::1");

        assertThat(isDue(both)).isTrue();
        work();
        assertThat(fetching(both)).isEqualTo("STARTED");
        assertThat(count("select count(*) from incident where late and fetching = 'STARTED' and received_at >= :began"))
                .isZero();
    }

    @Test
    void aPersonHasSomeFetchedWhateverIsSpent() {
        List<UUID> reports = new ArrayList<>();
        List<CanonicalAddress> meant = new ArrayList<>();
        for (int number = 0; number < 43; number++) {
            meant.add(report("http://spent-%d.example/".formatted(number), "2001:db8:9%02x::1".formatted(number)));
            clock.advance(Duration.ofMillis(1));
        }
        work();
        assertThat(started()).isEqualTo(40);
        meant.stream()
                .filter(address -> fetching(address).equals("WAITING"))
                .forEach(address -> reports.add(reportOf(address)));
        assertThat(reports).hasSize(3);
        var camille = new SignedIn(UUID.randomUUID(), organisations.hotline(), Set.of(Role.ANALYST), "Camille");

        assertThat(first(camille, reports.get(0))).isEqualTo(302);
        assertThat(first(camille, reports.get(0))).as("again, for nothing").isEqualTo(302);
        assertThat(first(camille, reports.get(1))).isEqualTo(302);
        assertThat(first(camille, reports.get(2))).as("more than a person may").isEqualTo(409);
        work();

        assertThat(started()).isEqualTo(42);
        assertThat(count("select count(*) from incident where fetch_first and received_at >= :began"))
                .isEqualTo(2);
        assertThat(mvc.get().uri("/reports/" + reports.get(2)).with(user(camille)))
                .bodyText()
                .contains("id=\"fetch-first\"");
    }

    private void flood() {
        for (int number = 0; number < FLOOD; number++) {
            report("http://flood-%d.example/".formatted(number), NETWORK);
        }
        assertThat(count("select count(*) from incident where late and received_at >= :began"))
                .isEqualTo(FLOOD - IN_TIME);
    }

    private CanonicalAddress report(String address, String network) {
        var named = CanonicalAddress.parse(address + began.toEpochMilli());
        door.report(
                new PublicDoor.Form(named, "", Locale.ENGLISH, UUID.randomUUID().toString(), network));
        return named;
    }

    /** As the runner takes it: what is due, in its order. */
    private void work() {
        List<UUID> due = in(() -> db.sql("""
                select w.subject from work w join incident i on i.id = w.subject
                where w.kind = 'intake.fetch' and i.received_at >= :began and w.due <= :now order by w.due, w.id
                """)
                .param("began", began.atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list());
        due.forEach(
                incident -> assertThat(runner.run(FetchReported.KIND, incident)).isTrue());
    }

    private int first(SignedIn person, UUID report) {
        return mvc.post()
                .uri("/reports/{id}/fetch-first", report)
                .with(user(person))
                .with(csrf())
                .exchange()
                .getResponse()
                .getStatus();
    }

    private long started() {
        return count("select count(*) from incident where fetching = 'STARTED' and received_at >= :began");
    }

    private String fetching(CanonicalAddress address) {
        return in(() -> db.sql("""
                select fetching from incident where address_mac = :mac order by fetching = 'JOINED', number desc limit 1
                """)
                .param("mac", sealer.addressMac(address.text()))
                .query(String.class)
                .single());
    }

    private UUID reportOf(CanonicalAddress address) {
        return in(() -> db.sql("select report_id from incident where address_mac = :mac")
                .param("mac", sealer.addressMac(address.text()))
                .query(UUID.class)
                .single());
    }

    private boolean isDue(CanonicalAddress address) {
        return in(() -> db.sql("""
                select exists (
                    select 1 from work w join incident i on i.id = w.subject
                    where w.kind = 'intake.fetch' and i.address_mac = :mac and w.due <= :now)
                """)
                .param("mac", sealer.addressMac(address.text()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single());
    }

    private long count(String sql) {
        return in(() -> db.sql(sql)
                .param("began", began.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(
                organisations.hotline(), () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }
}

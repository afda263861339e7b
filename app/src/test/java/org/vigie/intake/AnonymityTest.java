package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.database.DatabaseAccess;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import org.vigie.testing.VigieTest;

/** S18: what all the tables know of a witness after a few days: that somebody reported on that day. */
@Tag("figures")
@VigieTest
@TestPropertySource(properties = {"vigie.intake.fetch-spread=10m", "vigie.limits.size.report-of-network=100000"})
class AnonymityTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[0-9a-f]{4}-");
    private static final String NETWORK = "203.0.113.77";
    private static final int PORT = 41_977;

    /** Of a row as text: what it begins with, up to two numbers. */
    private static final Pattern ROW_NUMBERS = Pattern.compile("(?m)^\\([0-9]+(?:,[0-9]+)?(?=[,)])");

    private static final String BROWSER = "Zanzibar/7.31";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private FakeClock clock;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private DatabaseAccess access;

    @Autowired
    private FetchReported fetches;

    @Autowired
    private DayEndService days;

    @Test
    void afterSomeDaysOnlyTheDayOfAReportIsKnown() throws Exception {
        forgetTimesOfOtherTests();
        long begun = transaction.execute(status -> db.sql("select pg_current_xact_id()::text::bigint")
                .query(Long.class)
                .single());
        Instant began = Instant.parse("2027-03-14T07:09:26.535Z");
        clock.set(began);
        int reports = Figure.rounds(20, 2_000);
        List<Instant> arrivals = new ArrayList<>();
        for (int i = 0; i < reports; i++) {
            arrivals.add(clock.instant());
            report("http://host%d.example/%d".formatted(i % 40, i), i % 3 == 0 ? "some words" : "");
            clock.advance(Duration.ofSeconds(37));
        }
        clock.advance(Duration.ofMinutes(11));
        waiting(began).forEach(incident -> asHotline(() -> fetches.handle(incident)));
        for (int day = 0; day < 5; day++) {
            clock.advance(Duration.ofDays(1));
            asHotline(days::end);
        }
        // what the runner does when the work is done
        transaction.executeWithoutResult(
                status -> db.sql("delete from work where kind like 'intake.%'").update());

        Map<String, String> tables = tables(begun);

        assertThat(tables.get("incident")).contains("2027-03-1");
        List<String> found = new ArrayList<>();
        tables.forEach((table, rows) -> {
            for (Instant at : arrivals) {
                tellsOf(at).stream().filter(rows::contains).forEach(text -> found.add(table + " holds " + text));
            }
            for (String trace : List.of(NETWORK, "203.0.113", Integer.toString(PORT), BROWSER, "Zanzibar", "tlh")) {
                // whole words: five digits stand in many a code by chance, and rows that are numbered get that far
                String said = trace.equals(Integer.toString(PORT))
                        ? ROW_NUMBERS.matcher(rows).replaceAll("(")
                        : rows;
                if (Pattern.compile("(?<![0-9A-Za-z])" + Pattern.quote(trace) + "(?![0-9A-Za-z])")
                        .matcher(said)
                        .find()) {
                    found.add(table + " holds " + trace);
                }
            }
            UUIDS.matcher(rows)
                    .results()
                    .filter(id -> "1267".contains(id.group(1)))
                    .forEach(id -> found.add(table + " has ids that tell the time"));
        });
        assertThat(found).isEmpty();
        Figure.keep(
                "S18",
                "%d anonymous reports, %d tables: 0 with the network address, port, browser or time of day"
                        .formatted(reports, tables.size()));
    }

    @Test
    void whatAWitnessReadsIsNeverTakenBackWhenTheTimeIsForgotten() throws Exception {
        clock.set(Instant.parse("2027-06-01T23:58:00Z"));
        String code = report("http://late.example/1", "");
        var read = new ArrayList<String>();
        for (int hour = 0; hour < 24 * 6; hour++) {
            clock.advance(Duration.ofHours(1));
            asHotline(days::end);
            read.add(bodyOf("/receipt", Map.of("code", code)).replaceAll("(?s).*data-stage=\"([A-Z_]+)\".*", "$1"));
        }
        int checked = read.indexOf("CHECKED");
        assertThat(checked).isPositive();
        assertThat(read.subList(checked, read.size())).containsOnly("CHECKED");
    }

    @Test
    void theAddressIsFetchedAtARandomMoment() throws Exception {
        Instant now = Instant.parse("2027-08-01T10:00:00Z");
        clock.set(now);
        for (int i = 0; i < 20; i++) {
            report("http://spread%d.example/".formatted(i), "");
        }
        List<Instant> due = asHotline(() -> db.sql("""
                        select due from work where kind = 'intake.fetch' and due between :now and :last
                          and subject in (select id from incident where received_at = :now)
                        order by due
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("last", now.plus(Duration.ofMinutes(10)).atOffset(ZoneOffset.UTC))
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list());
        assertThat(due).hasSize(20);
        assertThat(Duration.between(due.getFirst(), due.getLast())).isGreaterThan(Duration.ofMinutes(2));
    }

    /** Whose clocks were elsewhere: a time of theirs, written anew meanwhile, could be one of these by chance. */
    private void forgetTimesOfOtherTests() {
        clock.set(Instant.parse("2099-01-01T00:00:00Z"));
        asHotline(days::end);
    }

    private static List<String> tellsOf(Instant at) {
        String day = DAY.format(at);
        return List.of(
                day + " " + TIME.format(at),
                day + "T" + TIME.format(at),
                TIME.format(at) + "." + at.toEpochMilli() % 1000,
                Long.toString(at.getEpochSecond()),
                Long.toString(at.toEpochMilli()));
    }

    private String report(String address, String words) throws Exception {
        String body =
                bodyOf("/report", Map.of("token", token(), "address", address, "words", words, "confirmed", "yes"));
        return body.replaceAll("(?s).*id=\"receipt-code\"[^>]*>([0-9A-Z-]{19})<.*", "$1");
    }

    private String token() throws Exception {
        var matcher =
                TOKEN.matcher(mvc.get().uri("/report").exchange().getResponse().getContentAsString());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private String bodyOf(String path, Map<String, String> fields) throws Exception {
        var request = mvc.post()
                .uri(path)
                .header("User-Agent", BROWSER)
                .header("X-Forwarded-For", NETWORK)
                .header("Accept-Language", "tlh")
                .with(one -> {
                    one.setRemoteAddr(NETWORK);
                    one.setRemotePort(PORT);
                    return one;
                });
        fields.forEach(request::param);
        var answer = request.exchange();
        assertThat(answer.getResponse().getCookies()).isEmpty();
        return answer.getResponse().getContentAsString();
    }

    private List<UUID> waiting(Instant since) {
        return asHotline(() -> db.sql("""
                        select id from incident where fetching = 'WAITING' and received_at between :since and :now
                        """)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list());
    }

    private void asHotline(Runnable work) {
        CurrentOrganisation.as(organisations.hotline(), work);
    }

    private <T> T asHotline(Supplier<T> work) {
        return CurrentOrganisation.as(
                organisations.hotline(), () -> Objects.requireNonNull(transaction.execute(status -> work.get())));
    }

    /** All rows of all tables that were written by that transaction or later ones, as the superuser sees them. */
    private Map<String, String> tables(long begun) throws IOException, SQLException {
        var passwords = new Properties();
        try (var in = Files.newBufferedReader(Database.data().resolve("postgres/passwords"))) {
            passwords.load(in);
        }
        Map<String, String> tables = new LinkedHashMap<>();
        try (Connection connection =
                        DriverManager.getConnection(access.url(), "postgres", passwords.getProperty("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(
                    "select tablename from pg_tables where schemaname = 'public' order by tablename")) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            for (String name : names) {
                var rows = new StringBuilder();
                try (ResultSet row = statement.executeQuery(
                        "select t::text from %s t where xmin::text::bigint >= %d".formatted(name, begun))) {
                    while (row.next()) {
                        rows.append(row.getString(1)).append('\n');
                    }
                }
                tables.put(name, rows.toString());
            }
        }
        return tables;
    }
}

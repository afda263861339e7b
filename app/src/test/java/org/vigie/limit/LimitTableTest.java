package org.vigie.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.vigie.intake.IntakeLimits;
import org.vigie.intake.IntakeSettings;
import org.vigie.seal.OpenerRules;
import org.vigie.seal.opener.OpenerLimits;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Golden;

/** Each row of the table does what it says; those that are counted by the day are tried in {@link LimitServiceTest}. */
class LimitTableTest {
    private static final Path SOURCES = Path.of("src/main/java/org/vigie");

    private final FakeClock clock = new FakeClock();

    static Stream<Limit> inMemory() {
        return Arrays.stream(Limit.values()).filter(limit -> !limit.isByDay());
    }

    private Buckets buckets(Limit limit, int keysMax) {
        return new Buckets(limit, limit.size(), keysMax, clock);
    }

    private static int taken(Buckets buckets, String key, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += buckets.take(key) ? 1 : 0;
        }
        return taken;
    }

    @ParameterizedTest
    @MethodSource("inMemory")
    void givesExactlyItsSizeAndRefillsEvenly(Limit limit) {
        var buckets = buckets(limit, 10);
        int size = limit.size();

        assertThat(taken(buckets, "a", size + 5)).isEqualTo(size);
        clock.advance(limit.refill().dividedBy(size).minusMillis(1));
        assertThat(buckets.take("a")).as("a moment too early").isFalse();
        clock.advance(Duration.ofMillis(2));
        assertThat(taken(buckets, "a", 2)).as("one share of the refill").isEqualTo(1);
        clock.advance(limit.refill().multipliedBy(7));
        assertThat(taken(buckets, "a", size + 5)).as("never more than full").isEqualTo(size);
    }

    @ParameterizedTest
    @MethodSource("inMemory")
    void keysDoNotShareABucket(Limit limit) {
        var buckets = buckets(limit, 10);
        taken(buckets, "a", limit.size());

        assertThat(buckets.take("a")).isFalse();
        assertThat(taken(buckets, "b", limit.size() + 1)).isEqualTo(limit.size());
        assertThat(buckets.pressure()).isEqualTo(new Pressure(limit, limit.size(), 2, 2, 2));
    }

    @ParameterizedTest
    @MethodSource("inMemory")
    void aFloodOfOtherKeysGivesNobodyAnythingBack(Limit limit) {
        var buckets = buckets(limit, 100);
        taken(buckets, "attacker", limit.size());
        for (int other = 0; other < 10_000; other++) {
            buckets.take("other " + other);
        }

        assertThat(buckets.take("attacker")).isFalse();
        assertThat(buckets.pressure().keys()).as("memory is bounded").isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("inMemory")
    void whileNothingCanBeForgottenNewKeysPassOrShareAsTheTableSays(Limit limit) {
        var buckets = buckets(limit, 1);
        buckets.take("the only one that is counted");

        int taken = taken(buckets, "late", limit.size() + 1);
        assertThat(taken)
                .isEqualTo(limit.whenUncounted() == Limit.WhenUncounted.OPEN ? limit.size() + 1 : limit.size());
        clock.advance(limit.refill());
        assertThat(taken(buckets, "in time", limit.size())).isEqualTo(limit.size());
        assertThat(buckets.pressure().empty())
                .as("one that is full again is forgotten for a new one")
                .isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackGivesNothing() {
        var buckets = buckets(Limit.RECEIPT_OF_NETWORK, 10);
        taken(buckets, "a", 5);
        clock.advance(Duration.ofDays(-1));

        assertThat(buckets.take("a")).isFalse();
    }

    @Test
    void receiptsAreTriedAtMostTenTimesInAnyHour() {
        var buckets = buckets(Limit.RECEIPT_OF_NETWORK, 10);
        int most = 0;
        for (int start = 0; start < 3; start++) {
            clock.advance(Duration.ofHours(5));
            int inThisHour = 0;
            for (int second = 0; second < 3600; second++) {
                inThisHour += buckets.take("a") ? 1 : 0;
                clock.advance(Duration.ofSeconds(1));
            }
            most = Math.max(most, inThisHour);
        }
        assertThat(most).isBetween(5, 10);
    }

    @Test
    void networksOfOnePrefixCountTogetherAndMidnightWipesTheirKeys() {
        var callers = new Callers(clock);
        var today = callers.network("192.0.2.17");

        assertThat(callers.network("192.0.2.200")).isEqualTo(today);
        assertThat(callers.network("::ffff:192.0.2.9")).as("the same in IPv6").isEqualTo(today);
        assertThat(callers.network("192.0.3.17")).isNotEqualTo(today);
        assertThat(callers.network("2001:db8:1:200::1")).isEqualTo(callers.network("2001:db8:1:ff00::9"));
        assertThat(callers.network("2001:db8:1::1")).isNotEqualTo(callers.network("2001:db8:2::1"));
        assertThat(callers.network("pictures.example")).isEqualTo(callers.network(""));
        assertThat(today).doesNotContain("192.0.2", "c00002").hasSize(64);
        assertThat(new Callers(clock).network("192.0.2.17"))
                .as("of another process")
                .isNotEqualTo(today);

        clock.set(FakeClock.START.plus(Duration.ofHours(11).plusMinutes(59)));
        assertThat(callers.network("192.0.2.17")).isEqualTo(today);
        clock.advance(Duration.ofMinutes(1));
        assertThat(callers.network("192.0.2.17")).as("after midnight").isNotEqualTo(today);
    }

    @Test
    void midnightGivesNobodyNewTriesOfAPassword() {
        var callers = new Callers(clock);
        var before = callers.account("ann");
        clock.advance(Duration.ofDays(1));

        assertThat(callers.account("ann")).isEqualTo(before).isNotEqualTo(callers.account("bob"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRowIsUsed(Limit limit) throws IOException {
        try (var files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.toString().contains("/limit/"))
                            .filter(file -> read(file).contains("Limit." + limit.name())))
                    .isNotEmpty();
        }
    }

    static Limit[] all() {
        return Limit.values();
    }

    @Test
    void theDocumentIsTheTable() throws IOException {
        var words = new Properties();
        try (var in = Files.newBufferedReader(Path.of("src/main/resources/messages/limit.properties"))) {
            words.load(in);
        }
        var text = new StringBuilder("""
                # Limits of rate

                How often somebody may do something. This table is made from `org.vigie.limit.Limit`, and at its end from what work may cost; a
                test keeps them equal. The page `/limits` shows an administrator the former, with what an operator changed and how much each is
                used: counts, never of whom.

                | limit | what is counted | bucket | refill | for each | when empty | when it cannot be counted | kept | setting |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Limit limit : Limit.values()) {
            var name = limit.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            text.append("| `%s` | %s | %,d | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            name,
                            words.getProperty("limit.of." + limit),
                            limit.size(),
                            limit.isByDay()
                                    ? words.getProperty("limit.refill.day")
                                    : words.getProperty("limit.refill.minutes")
                                            .replace(
                                                    "{0}",
                                                    Long.toString(limit.refill().toMinutes())),
                            words.getProperty("limit.per." + limit.per()),
                            words.getProperty("limit.empty." + limit.whenEmpty()),
                            words.getProperty("limit.uncounted." + limit.whenUncounted()),
                            limit.isByDay() ? "in the database" : "in memory",
                            limit.per() == Limit.Per.CLIENT
                                    ? "of each client"
                                    : "`vigie.limits.size.%s`".formatted(name)));
        }
        budgets().forEach(budget -> text.append(budget.row()));
        text.append("""

                - A **network** is an IPv4 /24 or an IPv6 /48, known by a keyed code whose key lives in memory and is wiped at midnight (UTC); an
                  **account** is the name that was typed, known by a keyed code of this process. Neither is stored or logged.
                - In memory at most %,d keys of each limit are counted. Only a bucket that is full again is forgotten, so that a flood from
                  elsewhere gives nobody new tries. While none can be, new keys pass (fail-open) or share one of a few buckets (fail-closed).
                - A report through the public form is never refused: past its limit its address is fetched an hour later, and shares
                  `late-fetches` with all others that came so. A person may have one fetched before all others, outside of these budgets:
                  `fetch-of-person`.
                - The opener is told who waits for what it opens by the process that asks, and believes it: `opens-for-work` keeps a flood
                  of reports from closing the reading to people, and stops no thief. Its hours are counted from its start.
                - Another size is a setting: `vigie.limits.size.report-of-network=100`; see [settings.md](settings.md). The refill follows.
                - A person's day is counted in the transaction of the answer: what failed took nothing, and where it cannot be written nothing is
                  shown. A program's is taken before, at most %d at a time (fewer near its end), and spent from memory; what failed is given back.
                  It is never exceeded, by several processes neither; a kill costs the program what was left of the %d.
                """.formatted(Limit.KEYS_MAX, Limit.BLOCK_MAX, Limit.BLOCK_MAX));
        Golden.compare(Path.of("../docs/limits.md"), text.toString());
    }

    /** What work may cost in a day or an hour: counted where it is done, and not by {@link LimitService}. */
    private record Budget(
            String name, String what, int size, String refill, String per, String empty, String kept, String setting) {
        String row() {
            return "| `%s` | %s | %,d | %s | %s | %s | held back (fail-closed) | %s | `%s` |%n"
                    .formatted(name, what, size, refill, per, empty, kept, setting);
        }
    }

    private static List<Budget> budgets() {
        var waits = "waits, tried again every %d min".formatted(IntakeLimits.BUDGET_PAUSE.toMinutes());
        return Stream.concat(fetches(waits), opens(waits)).toList();
    }

    private static Stream<Budget> fetches(String waits) {
        var intake = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("vigie.intake", IntakeSettings.class);
        var day = "rolling, 24 h";
        var database = "in the database";
        return Stream.of(
                new Budget(
                        "fetches-a-day",
                        "Addresses that reports make this server fetch",
                        intake.fetchesADay(),
                        day,
                        "organisation",
                        waits,
                        database,
                        "vigie.intake.fetches-a-day"),
                new Budget(
                        "fetches-per-host-a-day",
                        "The same of one host",
                        intake.fetchesPerHostADay(),
                        day,
                        "organisation and host",
                        waits,
                        database,
                        "vigie.intake.fetches-per-host-a-day"),
                new Budget(
                        "late-fetches",
                        "Those of `fetches-a-day` that came past `report-of-network`; as many percent of `fetches-per-host-a-day`",
                        intake.fetchesADay() * intake.lateFetchesPercent() / 100,
                        day,
                        "organisation",
                        waits,
                        database,
                        "vigie.intake.late-fetches-percent"));
    }

    private static Stream<Budget> opens(String waits) {
        var opener = "in the opener’s memory";
        int opens = OpenerRules.USUAL.opensAnHour();
        return Stream.of(
                new Budget(
                        "opens-an-hour",
                        "Values of reports opened: a report read costs two, one fetched costs one",
                        opens,
                        "each hour",
                        "organisation",
                        "refused",
                        opener,
                        "vigie.opener.opens-an-hour"),
                new Budget(
                        "opens-for-work",
                        "Those of `opens-an-hour` for fetching; the rest is for people",
                        opens - Math.ceilDiv(opens, OpenerLimits.PARTS_FOR_PEOPLE),
                        "each hour",
                        "organisation",
                        waits,
                        opener,
                        "vigie.opener.opens-an-hour"),
                new Budget(
                        "creates-an-hour",
                        "Organisations that get their first keys",
                        OpenerRules.USUAL.createsAnHour(),
                        "each hour",
                        "all the world",
                        "refused",
                        opener,
                        "vigie.opener.creates-an-hour"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

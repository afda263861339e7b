package org.vigie.demo.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the hosts of a world are like, seen through one world that nobody sends mail to. */
class HostsTest {
    private static final WorldTimings TIMINGS = WorldTimings.tests();
    private static World world;
    private static Walker walker;

    @BeforeAll
    static void start() {
        world = World.start(WorldSettings.ofSeed(9).withHosts(10).withTimings(TIMINGS), Clock.systemUTC());
        walker = new Walker(world.port());
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void theHostThatForbidsCrawlingSaysSoAndHasAPlantOnItsStartPage() {
        Plant plant = plantOf(Behaviour.FORBIDS);
        assertThat(walker.text(address(plant.host(), "/robots.txt"))).contains("Disallow: /\n");
        assertThat(walker.text(address(plant.host(), "/"))).contains(plant.path());
        assertThat(world.plantsThatDecodingCanReach()).doesNotContain(plant);
        assertThat(world.accessLog().fetchesOf(plant.host(), plant.path())).isEmpty();
        int before = world.tally().forbiddenFetches();

        walker.status(plant.address());

        // A client has the last byte a moment before the log has the line.
        Walker.await(
                () -> world.accessLog().fetchesOf(plant.host(), plant.path()).size() == 1);
        assertThat(world.tally().forbiddenFetches()).isEqualTo(before + 1);
    }

    @Test
    void theSlowHostThinksBeforeItAnswersAndDripsUntilItHangsUp() {
        String host = plantOf(Behaviour.SLOW).host();
        walker.status(address(host, "/"));
        Walker.await(() -> !world.accessLog().fetchesOf(host, "/").isEmpty());
        Hit page = world.accessLog().fetchesOf(host, "/").getLast();
        assertThat(Duration.between(page.started(), page.ended())).isGreaterThanOrEqualTo(TIMINGS.slowAnswer());

        byte[] drops = walker.body(address(host, "/media/drops.jpg"));

        assertThat(drops).hasSizeBetween(1, 50);
    }

    @Test
    void anUnknownNameAndAnUnknownPathAreToldSo() {
        assertThat(walker.status(address("nobody.example", "/"))).isEqualTo(421);
        assertThat(walker.status(address(world.hosts().getFirst(), "/nothing-here")))
                .isEqualTo(404);
    }

    @Test
    void bothLanguagesAndOneMailboxForTwoHostsOfOneProvider() {
        assertThat(world.providers()).extracting(Provider::language).contains(Locale.ENGLISH, Locale.FRENCH);
        assertThat(world.providers()).extracting(Provider::abuseContact).doesNotHaveDuplicates();
        assertThat(world.providers())
                .filteredOn(provider -> provider.hosts().size() == 2)
                .hasSize(1);
        assertThat(world.hosts()).hasSize(10).allMatch(host -> host.endsWith(".example"));
        assertThat(world.names()).allMatch(name -> name.endsWith("=127.0.0.1"));
        assertThat(world.reports()).extracting(WitnessReport::language).contains(Locale.ENGLISH, Locale.FRENCH);
    }

    @Test
    void theShortestGapIsFromTheEndOfAFetchToTheStartOfTheNext() {
        AccessLog log = new AccessLog();
        for (int second : List.of(7, 0, 3)) {
            Instant started = Instant.EPOCH.plusSeconds(second);
            log.add(new Hit(started, started.plusSeconds(1), "a.example", "GET", "/" + second, 200, "bot", 0));
        }
        assertThat(log.shortestGap("a.example")).contains(Duration.ofSeconds(2));
        assertThat(log.shortestGap("b.example")).isEmpty();

        log.add(new Hit(Instant.EPOCH, Instant.EPOCH.plusSeconds(5), "a.example", "GET", "/long", 200, "bot", 0));

        assertThat(log.shortestGap("a.example").orElseThrow()).isNegative();
    }

    @Test
    void aClosedWorldLeavesNoPortOpen() {
        World other =
                World.start(WorldSettings.ofSeed(3).withHosts(6).withPlants(2).withTimings(TIMINGS), Clock.systemUTC());
        List<Integer> ports = List.of(
                other.port(), other.mailbox().smtpPort(), other.mailbox().imapPort());
        assertThat(ports).allMatch(Walker::isOpen);

        other.close();

        assertThat(ports).noneMatch(Walker::isOpen);
    }

    private static Plant plantOf(Behaviour behaviour) {
        return world.plants().stream()
                .filter(plant -> plant.behaviour() == behaviour)
                .findFirst()
                .orElseThrow();
    }

    private static String address(String host, String path) {
        return "http://" + host + ":" + world.port() + path;
    }
}

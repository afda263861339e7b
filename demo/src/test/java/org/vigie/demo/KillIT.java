package org.vigie.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditVerification;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.FileTree;
import org.vigie.demo.world.Behaviour;
import org.vigie.demo.world.MailSeen;
import org.vigie.demo.world.Plant;
import org.vigie.demo.world.World;
import org.vigie.demo.world.WorldSettings;
import org.vigie.demo.world.WorldTimings;
import org.vigie.item.FindingService;
import org.vigie.item.ItemState;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;

/**
 * {@code kill -9} at random moments of the main job, from the very first start on; now and then the database is killed too. The
 * world stays, and what it saw is what is judged: nothing lost, nobody asked twice, nobody hurried.
 *
 * <p>{@code -Dvigie.kills=N} changes how often, {@code -Dvigie.kills.seed=N} repeats a run's moments as well as threads allow.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("vigie.kills", 20);
    /** One of each character: fewer would leave something out, more would only take longer. */
    private static final int HOSTS = 6;

    private static final Duration GAP = Duration.ofMillis(150);

    /** What a client and a server call the end of a request differs by less. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMillis(10);

    private static final Duration OVER_MAX = Duration.ofSeconds(150);

    private final long seed = Long.getLong("vigie.kills.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private Path folder;
    private World world;
    private Lives lives;
    private Witnesses witnesses;
    private int leasesHeld;

    /** Who dies. */
    private enum Death {
        VIGIE,
        /** As when a machine loses its power, but for what the system still writes. */
        VIGIE_THEN_DATABASE,
        DATABASE_THEN_VIGIE
    }

    @BeforeEach
    void aWorldAndWhatToLookAtInIt() throws IOException {
        folder = Files.createTempDirectory("vigie-kill");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        WorldTimings demo = WorldTimings.demo();
        // drops fall often, so that the world sees within the lease that nobody listens any more
        WorldTimings timings = new WorldTimings(
                demo.slowAnswer(),
                Duration.ofMillis(200),
                demo.dripWhole(),
                demo.mailLook(),
                demo.operatorActs(),
                demo.putBackMisses(),
                demo.putBackAfter());
        world = World.start(WorldSettings.ofSeed(1).withHosts(HOSTS).withTimings(timings), Clock.systemUTC());
        int port = freePort();
        URI base = URI.create("http://localhost:" + port);
        Files.write(folder.resolve(Killable.SETTINGS), settings(port));
        Files.write(
                folder.resolve(Killable.SEEDS),
                world.hosts().stream()
                        .map(host -> "http://%s:%d/".formatted(host, world.port()))
                        .toList());
        Files.writeString(folder.resolve(Killable.HASHES), world.hashListCsv());
        Files.writeString(folder.resolve(Killable.PROVIDERS), Demo.providers(world));
        lives = new Lives(folder, data(), base);
        witnesses = new Witnesses(base, world.reports());
    }

    @AfterEach
    void nothingIsLeft() throws IOException, InterruptedException {
        lives.close();
        world.close();
        lives.killDatabase();
        FileTree.delete(folder);
    }

    @Test
    void whateverMomentItIsKilledAtNothingIsLostAndNobodyIsAskedTwice(TestReporter reporter) throws Exception {
        reporter.publishEntry("vigie.kills.seed", String.valueOf(seed));
        for (int kill = 0; kill < KILLS; kill++) {
            lives.begin();
            live(kill);
            die(Death.values()[kill % 5 == 4 ? 1 + random.nextInt(2) : 0]);
        }
        try (ConfigurableApplicationContext vigie = Killable.start(folder)) {
            finish(vigie);
            nobodyWasAskedTwice();
            littleWasRepeated(vigie);
            nobodyWasHurried();
            assertThat(witnesses.unknownReceipts()).isZero();
            assertThat(vigie.getBean(AuditVerification.class).verify().isSound())
                    .isTrue();
        }
    }

    /** Some die while they start, the first of them before there is a database. */
    private void live(int kill) throws IOException, InterruptedException {
        if (kill % 4 == 0) {
            // the moment of the kill is what is random here, and nothing that could be awaited
            TimeUnit.MILLISECONDS.sleep(random.nextLong(200, 4000));
            return;
        }
        lives.awaitServing();
        witnesses.report(3);
        // longer and longer, so that the last ones die among notices and later looks
        TimeUnit.MILLISECONDS.sleep(random.nextLong(100, 2000 + 100L * kill));
    }

    private void die(Death death) throws IOException, InterruptedException, SQLException {
        if (death == Death.DATABASE_THEN_VIGIE) {
            lives.killDatabase();
            // so long it lives on without a database, which is what is tried
            TimeUnit.MILLISECONDS.sleep(random.nextLong(3000));
        }
        lives.kill();
        leasesHeld += death == Death.DATABASE_THEN_VIGIE ? world.hosts().size() : lives.leasesHeld();
        if (death == Death.VIGIE_THEN_DATABASE) {
            lives.killDatabase();
        }
        witnesses.areDone();
    }

    /** Lets what is left be done: every report taken, every host's part played, and seen. */
    private void finish(ApplicationContext vigie) throws InterruptedException {
        while (!witnesses.haveAllReported()) {
            witnesses.report(Integer.MAX_VALUE);
            witnesses.areDone();
        }
        await().atMost(OVER_MAX)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> assertThat(unfinished(vigie))
                        .as("seed %d: %s", seed, lives.said())
                        .isEmpty());
    }

    private Map<String, Long> unfinished(ApplicationContext vigie) {
        List<Plant> reachable = world.plantsThatDecodingCanReach();
        Map<String, Long> left = new LinkedHashMap<>();
        left.put("leads", count(vigie, "select count(*) from lead where finished_at is null"));
        left.put("reports", count(vigie, "select count(*) from incident where fetching = 'WAITING'"));
        left.put("visits", count(vigie, "select count(*) from visit where state = 'QUEUED' and purpose <> 'RECHECK'"));
        left.put(
                "to notify",
                reachable.stream().filter(plant -> notice(plant).isEmpty()).count());
        left.put(
                "to remove",
                reachable.stream()
                        .filter(plant -> plant.behaviour().acts())
                        .filter(plant -> world.firstRemoved(plant).isEmpty())
                        .count());
        left.put(
                "to return",
                reachable.stream()
                        .filter(plant -> plant.behaviour() == Behaviour.PUTS_BACK)
                        .filter(plant -> world.firstPutBack(plant).isEmpty())
                        .count());
        left.put(
                "to see as it is",
                reachable.stream().filter(plant -> !isSeenAsItIs(vigie, plant)).count());
        left.values().removeIf(number -> number == 0);
        return left;
    }

    private boolean isSeenAsItIs(ApplicationContext vigie, Plant plant) {
        ItemState expected = world.isUp(plant) ? ItemState.NOTIFIED : ItemState.GONE;
        return inHotline(
                vigie,
                () -> vigie.getBean(FindingService.class)
                        .at(CanonicalAddress.parse(plant.address()))
                        .filter(item -> item.state() == expected)
                        .isPresent());
    }

    private Optional<Instant> notice(Plant plant) {
        return world.mailbox().firstNoticeAbout(plant.address());
    }

    /** One Message-ID for each notice and each reminder, and one notice for each time a picture was up. */
    private void nobodyWasAskedTwice() {
        assertThat(world.tally().noticesRepeatedWithNewId()).isZero();
        assertThat(world.tally().mailFailures()).isZero();
        Map<List<Object>, Set<String>> idsOfReminders = world.mailbox().reminders().stream()
                .collect(groupingBy(
                        mail -> List.of(mail.notice().orElseThrow(), mail.reminder()),
                        mapping(MailSeen::messageId, toSet())));
        assertThat(idsOfReminders.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }

    /** What was begun again was in the middle when its worker was killed: one fetch for each lease that was held. */
    private void littleWasRepeated(ApplicationContext vigie) {
        long known = count(vigie, """
                select coalesce(sum(tries + own_failures
                        + case when state = 'ENDED' and (charged or http_status is not null) then 1 else 0 end), 0)
                from visit""") + count(vigie, "select count(*) from host_robots");
        assertThat(world.accessLog().hits().size() - known)
                .as("requests that no record speaks of; %d leases were held at the kills", leasesHeld)
                .isBetween(0L, (long) leasesHeld);
    }

    private void nobodyWasHurried() {
        for (String host : world.hosts()) {
            assertThat(world.accessLog().shortestGap(host).orElseThrow())
                    .as("between two requests to one host")
                    .isGreaterThanOrEqualTo(GAP.minus(CLOCKS_DIFFER));
        }
    }

    private long count(ApplicationContext vigie, String sql) {
        return inHotline(
                vigie,
                () -> vigie.getBean(TransactionTemplate.class)
                        .execute(status -> vigie.getBean(JdbcClient.class)
                                .sql(sql)
                                .query(Long.class)
                                .single()));
    }

    private static <T> T inHotline(ApplicationContext vigie, Supplier<T> work) {
        return CurrentOrganisation.as(vigie.getBean(OrganisationService.class).hotline(), work);
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** The demo's hurry, with a gap to keep and with claims that a killed process leaves behind for a short time only. */
    private List<String> settings(int port) {
        Map<String, Object> settings = new LinkedHashMap<>(DemoSchedules.SETTINGS);
        settings.put("vigie.data", data());
        settings.put("server.port", port);
        settings.put("management.server.port", 0);
        settings.put("vigie.mode", "TEST");
        settings.put("vigie.crawl.test-names", String.join(",", world.names()));
        settings.put("vigie.crawl.delay-min-in-test", GAP.toMillis() + "ms");
        settings.put("vigie.crawl.lease", "3s");
        settings.put("vigie.mail.host", "127.0.0.1");
        settings.put("vigie.mail.port", world.mailbox().smtpPort());
        settings.put("vigie.work.lease", "3s");
        settings.put("vigie.notice.sending-lease", "3s");
        settings.put("vigie.notice.retry-first", "1s");
        settings.put("vigie.notice.reminder-every", "10s");
        settings.put("vigie.limits.size.receipt-of-network", "1000");
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package org.vigie.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.vigie.audit.AuditActor;
import org.vigie.command.Progress;
import org.vigie.command.Running;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.Lead;
import org.vigie.crawl.LeadId;
import org.vigie.crawl.LeadSummary;
import org.vigie.crawl.Purpose;
import org.vigie.crawl.RobotsPolicy;
import org.vigie.crawl.Scope;
import org.vigie.demo.world.Behaviour;
import org.vigie.demo.world.Plant;
import org.vigie.demo.world.WitnessReport;
import org.vigie.demo.world.World;
import org.vigie.demo.world.WorldTally;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.item.FindingService;
import org.vigie.item.ItemState;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.staff.GuestAskedForLink;
import org.vigie.staff.StaffService;
import org.vigie.wellness.ExposureLedger;

/** One run: Vigie itself, told to talk to the demo's world and to hurry. */
final class Demo implements AutoCloseable {
    private static final AuditActor ACTOR = AuditActor.system("demo");
    private static final ListName LIST = new ListName("Demo list");
    private static final int NEAR_NOTIFIES_UP_TO = 31;
    private static final int CRAWL_DEPTH = 4;
    private static final int CRAWL_BUDGET = 600;
    private static final Duration RUN_MAX = Duration.ofSeconds(150);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final World world;
    private final ConfigurableApplicationContext vigie;
    private final URI base;
    private final OrgId hotline;
    private final PrintWriter err;
    private final Progress progress;
    private final long began = System.nanoTime();
    private final Map<WitnessReport, Instant> reportedAt = new LinkedHashMap<>();
    private final List<LeadId> leads = new ArrayList<>();

    private Demo(World world, ConfigurableApplicationContext vigie, PrintWriter err) {
        this.world = world;
        this.vigie = vigie;
        this.err = err;
        progress = new Progress(err);
        base = URI.create("http://localhost:" + vigie.getEnvironment().getProperty("local.server.port"));
        hotline = vigie.getBean(OrganisationService.class).hotline();
    }

    /** Starts Vigie as {@code ./vigie serve} does, in test mode, with schedules of seconds instead of days. */
    static Demo start(World world, Path data, int port, PrintWriter err) {
        err.println("vigie: a web of %d hosts and a mail server are up on loopback; starting Vigie …"
                .formatted(world.hosts().size()));
        err.flush();
        Running running = new Running()
                .dataByDefault(data)
                .with("server.port", port)
                .with("management.server.port", 0)
                .with("vigie.mode", "TEST")
                .with("vigie.crawl.test-names", String.join(",", world.names()))
                .with("vigie.mail.host", "127.0.0.1")
                .with("vigie.mail.port", world.mailbox().smtpPort());
        DemoSchedules.SETTINGS.forEach(running::with);
        var demo = new Demo(world, running.serving(), err);
        err.println("vigie: serving on " + demo.base);
        err.flush();
        return demo;
    }

    /** The main job, until every host has done what it will do. */
    DemoTable run() throws IOException, InterruptedException {
        CurrentOrganisation.<Void, IOException>call(hotline, () -> {
            importLists();
            return null;
        });
        report();
        CurrentOrganisation.as(hotline, this::crawl);
        Instant deadline = now().plus(RUN_MAX);
        while (now().isBefore(deadline) && !CurrentOrganisation.as(hotline, this::isOver)) {
            Thread.sleep(LOOK_EVERY);
        }
        progress.end();
        return CurrentOrganisation.as(hotline, this::table);
    }

    /** Tells where the pages are and how to get in. */
    void invite() {
        err.println("vigie: the public page is " + base.resolve("/report") + " (" + base.resolve("/signaler") + ")");
        link();
        err.println("vigie: serving until you press Ctrl+C");
        err.flush();
        vigie.addApplicationListener((ApplicationListener<ApplicationEvent>) this::heard);
    }

    /** The guest's link is a proof for some minutes; a page offers to have another one printed here. */
    private void heard(ApplicationEvent event) {
        if (event instanceof PayloadApplicationEvent<?> told && told.getPayload() instanceof GuestAskedForLink) {
            link();
        }
    }

    private void link() {
        err.println("vigie: a link that signs you in, once: "
                + base.resolve(vigie.getBean(StaffService.class).oneTimeSignIn(hotline)));
        err.flush();
    }

    @Override
    public void close() {
        vigie.close();
    }

    private void importLists() throws IOException {
        HashListService lists = vigie.getBean(HashListService.class);
        lists.importCsv(LIST, stream(world.hashListCsv()), ImportOptions.by(ACTOR));
        HashList list = lists.find(LIST).orElseThrow();
        lists.setPolicy(list.id(), new ListPolicy(true, NEAR_NOTIFIES_UP_TO), ACTOR);
        vigie.getBean(ProviderService.class).importCsv(stream(providers(world)), "demo", ContactTrust.APPROVED, ACTOR);
    }

    /** The table of the world's providers, as {@code provider import} takes it. */
    static String providers(World world) {
        var csv = new StringBuilder("provider,host,email,language\n");
        world.providers()
                .forEach(provider -> provider.hosts()
                        .forEach(host -> csv.append("%s,%s,%s,%s\n"
                                .formatted(
                                        provider.name(),
                                        host,
                                        provider.abuseContact(),
                                        provider.language().getLanguage()))));
        return csv.toString();
    }

    private void report() throws IOException, InterruptedException {
        var door = new PublicDoor(base);
        for (WitnessReport report : world.reports()) {
            reportedAt.put(report, now());
            door.report(report);
            progress.show("%d reports came in through the public page".formatted(reportedAt.size()));
        }
    }

    /** What the hotline itself looks at: every host, from its start page on. */
    private void crawl() {
        CrawlService crawls = vigie.getBean(CrawlService.class);
        for (String host : world.hosts()) {
            leads.add(crawls.start(new Lead(
                    hotline,
                    Purpose.SEED,
                    List.of(CanonicalAddress.parse("http://%s:%d/".formatted(host, world.port()))),
                    Scope.HOST,
                    CRAWL_DEPTH,
                    CRAWL_BUDGET,
                    Duration.ZERO,
                    RobotsPolicy.RFC9309,
                    UUID.randomUUID())));
        }
    }

    private boolean isOver() {
        List<LeadSummary> crawled = crawled();
        Map<ItemState, Long> items = vigie.getBean(FindingService.class).counts();
        WorldTally seen = world.tally();
        progress.show(
                "%3d s: %d reports · %d pages and %d pictures looked at · %d found · %d notices · %d removed · %d reminders"
                        .formatted(
                                seconds(),
                                reportedAt.size(),
                                sum(crawled, LeadSummary::pages),
                                sum(crawled, LeadSummary::images),
                                items.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum(),
                                seen.noticesSent(),
                                items.getOrDefault(ItemState.GONE, 0L),
                                seen.remindersSent()));
        boolean crawlIsOver = crawled.stream().allMatch(LeadSummary::finished);
        long open = items.getOrDefault(ItemState.MATCHED, 0L) + items.getOrDefault(ItemState.CONFIRMED, 0L);
        return crawlIsOver && open == 0 && everyHostHasActed(items, seen);
    }

    /** Whoever acts has acted and Vigie has seen it; what came back was seen again; the silent one was reminded. */
    private boolean everyHostHasActed(Map<ItemState, Long> items, WorldTally seen) {
        List<Plant> reachable = world.plantsThatDecodingCanReach();
        long down = reachable.stream().filter(plant -> !world.isUp(plant)).count();
        long acting =
                reachable.stream().filter(plant -> plant.behaviour().acts()).count();
        long returning = reachable.stream()
                .filter(plant -> plant.behaviour() == Behaviour.PUTS_BACK)
                .count();
        boolean silent = acting < reachable.size();
        FindingService findings = vigie.getBean(FindingService.class);
        return seen.removed() == acting
                && items.getOrDefault(ItemState.GONE, 0L) == down
                && seen.reappeared() == returning
                && findings.reappeared() == returning
                && (!silent || seen.remindersSent() > 0);
    }

    private DemoTable table() {
        List<LeadSummary> crawled = crawled();
        FindingService findings = vigie.getBean(FindingService.class);
        Map<ItemState, Long> items = findings.counts();
        WorldTally seen = world.tally();
        int found = (int) world.plantsThatDecodingCanReach().stream()
                .filter(plant ->
                        findings.at(CanonicalAddress.parse(plant.address())).isPresent())
                .count();
        long all = items.values().stream().mapToLong(Long::longValue).sum();
        List<Double> waits = secondsFromReportToNotice();
        return new DemoTable(
                seen.hosts(),
                sum(crawled, LeadSummary::pages),
                sum(crawled, LeadSummary::images),
                sum(crawled, LeadSummary::imagesDistinct),
                sum(crawled, LeadSummary::undecodable),
                seen.planted(),
                found,
                // a report may lead to what robots.txt keeps crawlers from: planted too, and rightly found
                (int) all - found(findings, world.plants()),
                seen.noticesSent(),
                seen.noticesRepeatedWithNewId(),
                seen.removed(),
                (int) (items.getOrDefault(ItemState.NOTIFIED, 0L)
                        + items.getOrDefault(ItemState.CONFIRMED, 0L)
                        + items.getOrDefault(ItemState.HELD, 0L)),
                (int) findings.reappeared(),
                sum(crawled, LeadSummary::forbiddenByRobots),
                percentile(waits, 0.5),
                percentile(waits, 1),
                vigie.getBean(ExposureLedger.class).count(),
                (System.nanoTime() - began) / 1e9);
    }

    private static int found(FindingService findings, List<Plant> plants) {
        return (int) plants.stream()
                .filter(plant ->
                        findings.at(CanonicalAddress.parse(plant.address())).isPresent())
                .count();
    }

    private List<LeadSummary> crawled() {
        CrawlService crawls = vigie.getBean(CrawlService.class);
        return leads.stream().map(crawls::leadSummary).flatMap(Optional::stream).toList();
    }

    /** From the moment a witness pressed the button to the moment the mail about a picture on that page lay in the mailbox. */
    private List<Double> secondsFromReportToNotice() {
        List<Double> waits = new ArrayList<>();
        for (Map.Entry<WitnessReport, Instant> report : reportedAt.entrySet()) {
            world.plantsThatDecodingCanReach().stream()
                    .filter(plant -> plant.foundOn().contains(report.getKey().address()))
                    .map(plant -> world.mailbox().firstNoticeAbout(plant.address()))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo)
                    .ifPresent(at ->
                            waits.add(Duration.between(report.getValue(), at).toMillis() / 1000.0));
        }
        return waits.stream().sorted().toList();
    }

    private static double percentile(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static long sum(Collection<LeadSummary> leads, ToLongFunction<LeadSummary> figure) {
        return leads.stream().mapToLong(figure).sum();
    }

    private long seconds() {
        return (System.nanoTime() - began) / 1_000_000_000;
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private static ByteArrayInputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }
}

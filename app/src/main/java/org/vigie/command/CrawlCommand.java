package org.vigie.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.core.address.BadAddress;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.Lead;
import org.vigie.crawl.LeadId;
import org.vigie.crawl.LeadSummary;
import org.vigie.crawl.Purpose;
import org.vigie.crawl.RobotsPolicy;
import org.vigie.crawl.Scope;
import org.vigie.database.Mode;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ImportReport;
import org.vigie.hashlist.ListName;
import org.vigie.item.Finding;
import org.vigie.item.FindingService;
import org.vigie.item.ItemService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie crawl}: fetches from a few seeds on, and says what matches a list. */
@Command(
        name = "crawl",
        mixinStandardHelpOptions = true,
        description =
                "Crawls from seeds within a scope and says which pictures match a hash list. It can be stopped at any"
                        + " moment and goes on when called again on the same --data. Exits 0 whether or not anything matches.")
final class CrawlCommand implements Callable<Integer> {
    private static final AuditActor ACTOR = AuditActor.system("command");
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seed",
            required = true,
            paramLabel = "URL",
            description = "Where to begin; may be given more than once.")
    private List<String> seeds;

    @Option(
            names = "--list",
            required = true,
            paramLabel = "CSV",
            description = "A list file with the header algorithm,hash,class,source,note.")
    private Path list;

    @Option(
            names = "--name",
            paramLabel = "LIST",
            defaultValue = "crawl",
            description = "The list's name. Default: ${DEFAULT-VALUE}.")
    private String name;

    @Option(
            names = "--scope",
            defaultValue = "host",
            description = "How far links are followed: host or domain. Default: ${DEFAULT-VALUE}.")
    private Scope scope;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many links from a seed. Default: ${DEFAULT-VALUE}.")
    private int depth;

    @Option(
            names = "--budget",
            paramLabel = "REQUESTS",
            defaultValue = "1000",
            description = "How many requests, pictures included. Default: ${DEFAULT-VALUE}.")
    private int budget;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            description = "Milliseconds between two requests to one host. Default: 1000; 0 on loopback in test mode.")
    private @Nullable Integer delay;

    @Option(names = "--test-mode", description = "Allow loopback, and nothing but loopback.")
    private boolean testMode;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    @Option(
            names = "--reveal-addresses",
            description = "Print addresses of what was found. This is written to the audit log first.")
    private boolean reveal;

    @Mixin
    private Running running;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before anything runs
    CrawlCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<CanonicalAddress> addresses =
                seeds.stream().map(CrawlCommand::address).toList();
        if (!Files.isReadable(list)) {
            throw new Failure(ExitCode.NOT_FOUND, "The list file %s cannot be read.".formatted(list));
        }
        if (testMode) {
            running.with("vigie.mode", Mode.TEST);
        }
        running.with("vigie.crawl.running", true);
        try (var application = running.alone()) {
            requireAMode(application.getBean(Mode.class));
            OrgId org = application.getBean(OrganisationService.class).hotline();
            return CurrentOrganisation.<Integer, IOException>call(org, () -> crawl(application, org, addresses));
        }
    }

    private void requireAMode(Mode mode) {
        if (mode == Mode.TEST && !testMode) {
            throw new Failure(
                    ExitCode.DENIED,
                    "This installation is in test mode. Add --test-mode to crawl this machine's own servers; an operator"
                            + " opens the web with vigie.mode=LIVE.");
        }
    }

    private int crawl(ApplicationContext application, OrgId org, List<CanonicalAddress> addresses) throws IOException {
        long began = System.nanoTime();
        importList(application.getBean(HashListService.class));
        CrawlService crawls = application.getBean(CrawlService.class);
        Instant since = application.getBean(java.time.Clock.class).instant();
        LeadId lead = crawls.start(new Lead(
                org, Purpose.SEED, addresses, scope, depth, budget, delay(), RobotsPolicy.RFC9309, UUID.randomUUID()));
        LeadSummary end = untilFinished(crawls, lead);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("pages", end.pages());
        result.put("images", end.images());
        result.put("images_distinct", end.imagesDistinct());
        Map<String, Integer> errors = new TreeMap<>();
        end.errors().forEach((kind, count) -> errors.put(kind.name().toLowerCase(Locale.ROOT), count));
        result.put("errors", errors);
        result.put("matches", matches(application, since));
        result.put("seconds", Math.round((System.nanoTime() - began) / 1e8) / 10.0);
        print(result);
        return ExitCode.OK;
    }

    private void importList(HashListService lists) throws IOException {
        try (InputStream in = Files.newInputStream(list)) {
            ImportReport report = lists.importCsv(new ListName(name), in, ImportOptions.by(ACTOR));
            PrintWriter err = spec.commandLine().getErr();
            err.println("vigie: the list has %d records, %d of them rejected"
                    .formatted(report.records(), report.rejectedCount()));
            report.rejected().forEach(line -> err.println("vigie: line %d: %s".formatted(line.line(), line.reason())));
            err.flush();
        }
    }

    /** In test mode on loopback nobody needs sparing. */
    private Duration delay() {
        if (delay != null) {
            return Duration.ofMillis(delay);
        }
        return testMode ? Duration.ZERO : Duration.ofSeconds(1);
    }

    private LeadSummary untilFinished(CrawlService crawls, LeadId lead) {
        var progress = new Progress(spec.commandLine().getErr());
        while (true) {
            LeadSummary now = crawls.leadSummary(lead)
                    .orElseThrow(() -> new IllegalStateException("the lead just started is not there"));
            progress.show(
                    "%d pages, %d pictures, %d addresses waiting".formatted(now.pages(), now.images(), now.waiting()));
            if (now.finished()) {
                progress.end();
                return now;
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Failure(ExitCode.INTERRUPTED, "Stopped; call again on the same --data to go on.");
            }
        }
    }

    private List<Map<String, Object>> matches(ApplicationContext application, Instant since) {
        FindingService findings = application.getBean(FindingService.class);
        List<Map<String, Object>> all = new ArrayList<>();
        Optional<Finding> last = Optional.empty();
        for (List<Finding> page = findings.since(since, last, ACTOR);
                !page.isEmpty();
                page = findings.since(since, last, ACTOR)) {
            last = Optional.of(page.getLast());
            page.stream()
                    .filter(finding -> finding.listName().equals(name))
                    .forEach(finding -> all.add(fields(application, finding)));
        }
        return all;
    }

    private Map<String, Object> fields(ApplicationContext application, Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (reveal) {
            application.getBean(AuditService.class).record(AuditAct.of("item.address-read", ACTOR, finding.item()));
            fields.put(
                    "address",
                    application
                            .getBean(ItemService.class)
                            .address(finding.item())
                            .text());
        }
        fields.put("sha256", finding.sha256().hex());
        fields.put("list", finding.listName());
        fields.put("entry", finding.entryHash().toString());
        fields.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
        fields.put("distance", finding.distance());
        return fields;
    }

    private void print(Map<String, Object> result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(result));
        } else {
            result.forEach((field, value) ->
                    out.println("%-16s %s".formatted(field, value instanceof List<?> many ? many.size() : value)));
        }
        out.flush();
    }

    /** The seed itself is not repeated in the answer: it may be an address of material. */
    private static CanonicalAddress address(String seed) {
        try {
            return CanonicalAddress.parse(seed);
        } catch (BadAddress e) {
            throw new Failure(ExitCode.USAGE, "--seed: not an address that can be fetched (%s).".formatted(e.reason()));
        }
    }
}

package org.vigie.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.command.Running;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.Lead;
import org.vigie.crawl.Purpose;
import org.vigie.crawl.RobotsPolicy;
import org.vigie.crawl.Scope;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.staff.StaffService;

/**
 * The process that {@link KillIT} kills: Vigie as {@code ./vigie serve} runs it, told by a folder of files what to look at. What
 * the folder names is begun in one transaction, so that it is begun once in however many lives.
 */
final class Killable {
    static final String SETTINGS = "settings";
    static final String SEEDS = "seeds";
    static final String HASHES = "hashes.csv";
    static final String PROVIDERS = "providers.csv";

    /** Where such a file is, the path of a link that signs somebody in once is written into it. */
    static final String LINK = "link";

    static final ListName LIST = new ListName("Kill list");

    private static final AuditActor ACTOR = AuditActor.system("test");
    private static final int NEAR_NOTIFIES_UP_TO = 31;
    private static final int DEPTH = 4;
    private static final int BUDGET = 600;

    private final Path folder;
    private final ConfigurableApplicationContext vigie;

    private Killable(Path folder, ConfigurableApplicationContext vigie) {
        this.folder = folder;
        this.vigie = vigie;
    }

    /** Takes the folder, serves, and ends by being killed. */
    public static void main(String[] folder) throws IOException, InterruptedException {
        start(Path.of(folder[0]));
        new CountDownLatch(1).await();
    }

    /** Starts Vigie in this process. */
    static ConfigurableApplicationContext start(Path folder) throws IOException {
        Running running = new Running();
        for (String line : Files.readAllLines(folder.resolve(SETTINGS))) {
            int equals = line.indexOf('=');
            running.with(line.substring(0, equals), line.substring(equals + 1));
        }
        var killable = new Killable(folder, running.serving());
        OrgId hotline = killable.vigie.getBean(OrganisationService.class).hotline();
        CurrentOrganisation.<Void, IOException>call(hotline, () -> {
            killable.begin(hotline);
            return null;
        });
        if (Files.exists(folder.resolve(LINK))) {
            var link = killable.vigie.getBean(StaffService.class).oneTimeSignIn(hotline);
            Files.writeString(folder.resolve(LINK), link.toString());
        }
        return killable.vigie;
    }

    private void begin(OrgId hotline) throws IOException {
        TransactionTemplate transaction = vigie.getBean(TransactionTemplate.class);
        if (transaction.execute(status -> hasBegun())) {
            return;
        }
        HashListService lists = vigie.getBean(HashListService.class);
        lists.importCsv(LIST, file(HASHES), ImportOptions.by(ACTOR));
        lists.setPolicy(lists.find(LIST).orElseThrow().id(), new ListPolicy(true, NEAR_NOTIFIES_UP_TO), ACTOR);
        vigie.getBean(ProviderService.class).importCsv(file(PROVIDERS), "test", ContactTrust.APPROVED, ACTOR);
        List<String> seeds = Files.readAllLines(folder.resolve(SEEDS));
        transaction.executeWithoutResult(status -> seeds.forEach(seed -> crawl(hotline, seed)));
    }

    private boolean hasBegun() {
        return vigie.getBean(JdbcClient.class)
                .sql("select exists (select 1 from lead where purpose = 'SEED')")
                .query(Boolean.class)
                .single();
    }

    private void crawl(OrgId hotline, String seed) {
        vigie.getBean(CrawlService.class)
                .start(new Lead(
                        hotline,
                        Purpose.SEED,
                        List.of(CanonicalAddress.parse(seed)),
                        Scope.HOST,
                        DEPTH,
                        BUDGET,
                        Duration.ZERO,
                        RobotsPolicy.RFC9309,
                        UUID.randomUUID()));
    }

    private InputStream file(String name) throws IOException {
        return new ByteArrayInputStream(Files.readString(folder.resolve(name)).getBytes(StandardCharsets.UTF_8));
    }
}

package org.vigie.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.VigieApplication;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.match.MatchService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationKind;
import org.vigie.organisation.OrganisationService;
import org.vigie.testing.Database;

/**
 * Whole crawls of a hostile web on loopback, with a real database and a clock that runs. The crawl runs while a test does, and no
 * longer: others share the database.
 */
@SpringBootTest(
        classes = VigieApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "vigie.work.running=false",
            "vigie.crawl.running=false",
            "vigie.audit.running=false",
            "management.server.port=-1",
            "vigie.crawl.sweep=50ms",
            "vigie.crawl.socket-timeout=3s",
            "vigie.crawl.header-deadline=4s",
            "vigie.crawl.deadline=10s",
            "vigie.crawl.rate-grace=1500ms",
            "vigie.crawl.retry-first=100ms",
            "vigie.crawl.host-pause=100ms",
            "vigie.crawl.allow-unsandboxed=true"
        })
@ContextConfiguration(initializers = Database.class)
@ExtendWith(OutputCaptureExtension.class)
abstract class CrawlTestBase {
    private static final Duration LEAD_MAX = Duration.ofSeconds(40);

    @Autowired
    OrganisationService organisations;

    @Autowired
    HashListService lists;

    @Autowired
    MatchService matching;

    @Autowired
    CrawlService crawl;

    @Autowired
    LocalDispatch dispatch;

    @Autowired
    Visits visits;

    @Autowired
    JdbcClient db;

    @Autowired
    TransactionTemplate transaction;

    OrgId org;
    HostileSite site;

    @BeforeEach
    void begin() throws IOException {
        org = organisations.add("Crawl tests", OrganisationKind.HOTLINE);
        site = new HostileSite();
        await().atMost(Duration.ofSeconds(20)).until(() -> matching.status().isFresh());
        dispatch.start();
    }

    @AfterEach
    void end(CapturedOutput output) throws IOException {
        site.close();
        dispatch.stop();
        assertThat(output)
                .as("no address in any log line")
                .doesNotContain(":" + site.server().port(), ".localhost");
    }

    <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(org, () -> transaction.execute(status -> work.get()));
    }

    /** Puts a picture on a list, and waits until it is looked for. */
    void list(byte[] picture) {
        String csv =
                "algorithm,hash,class,source,note\nsha256," + sha256(picture).hex() + ",CSAM,test,\n";
        CurrentOrganisation.as(org, () -> {
            try {
                return lists.importCsv(
                        new ListName("Crawl list"),
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                        ImportOptions.by(AuditActor.person(UUID.randomUUID())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        HashValue md5 = digest("MD5", HashAlgorithm.MD5, picture);
        HashValue sha1 = digest("SHA-1", HashAlgorithm.SHA1, picture);
        MediaHashes hashes = new MediaHashes(md5, sha1, sha256(picture), null, 0);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !matching.match(org, hashes).isEmpty());
    }

    static HashValue sha256(byte[] picture) {
        return digest("SHA-256", HashAlgorithm.SHA256, picture);
    }

    private static HashValue digest(String name, HashAlgorithm algorithm, byte[] picture) {
        try {
            return HashValue.of(algorithm, MessageDigest.getInstance(name).digest(picture));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All of one host, two links deep, with robots.txt, without a gap. */
    Lead lead(String seed) {
        return lead(seed, 2);
    }

    Lead lead(String seed, int depth) {
        return lead(seed, depth, 500, Duration.ZERO);
    }

    Lead lead(String seed, int depth, int budget, Duration delay) {
        List<CanonicalAddress> seeds = List.of(site.address(seed));
        return new Lead(
                org, Purpose.SEED, seeds, Scope.HOST, depth, budget, delay, RobotsPolicy.RFC9309, UUID.randomUUID());
    }

    LeadId start(Lead lead) {
        return in(() -> crawl.start(lead));
    }

    /** Crawls to the end. */
    LeadId run(Lead lead) {
        LeadId id = start(lead);
        awaitEnd(id);
        return id;
    }

    void awaitEnd(LeadId id) {
        await().atMost(LEAD_MAX)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> summary(id).finished());
    }

    LeadSummary summary(LeadId lead) {
        return in(() -> crawl.leadSummary(lead).orElseThrow());
    }

    /** How an address of a lead ended; what was refused before it was queued, too. */
    Reason reason(LeadId lead, CanonicalAddress address) {
        return in(() -> Reason.valueOf(db.sql("""
            select reason from visit
            where lead_id = :lead and mac = decode(:mac, 'hex') and state = 'ENDED'
            union all
            select reason from url_refused where lead_id = :lead and mac = decode(:mac, 'hex')\
            """)
                .param("lead", lead.value())
                .param("mac", visits.mac(address))
                .query(String.class)
                .single()));
    }

    Reason reason(LeadId lead, String address) {
        return reason(lead, site.address(address));
    }

    /** The reasons of several addresses, by what they are called on the site. */
    Map<String, Reason> reasons(LeadId lead, Iterable<String> addresses) {
        Map<String, Reason> found = new TreeMap<>();
        addresses.forEach(address -> found.put(address, reason(lead, address)));
        return found;
    }

    /** Why a picture could not be decoded; empty where it could. */
    String undecodable(LeadId lead, String address) {
        return in(() -> db.sql("""
            select coalesce(undecodable, '') from visit where lead_id = :lead and mac = decode(:mac, 'hex')\
            """)
                .param("lead", lead.value())
                .param("mac", visits.mac(site.address(address)))
                .query(String.class)
                .single());
    }

    int count(String sql) {
        return in(() -> db.sql(sql).query(Integer.class).single());
    }
}

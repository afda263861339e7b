package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.crawl.CrawlService;
import org.vigie.crawl.LookKind;
import org.vigie.database.DatabaseAccess;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.MaterialClass;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import org.vigie.testing.VigieTest;

/** What stands in plain text in the database's files, its log and a dump of it, after the journeys of reports and items: S28. */
@Tag("figures")
@VigieTest
class StoredCanariesTest {
    /** In every address, host and word that is planted. */
    private static final String SECRET = "zqxcanary";

    /** In what is stored as it is, by decision: it must be found, or the search is no search. */
    private static final String OPEN = "zqxplainly";

    private static final int CHUNK = 1 << 20;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PublicDoor door;

    @Autowired
    private IntakeService intake;

    @Autowired
    private TipReading tips;

    @Autowired
    private ItemService items;

    @Autowired
    private CrawlService crawl;

    @Autowired
    private ProviderService providers;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private DatabaseAccess access;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private FakeClock clock;

    @Test
    void nothingThatIsSealedIsFoundInFilesLogOrDump() throws Exception {
        int planted = Figure.rounds(40, 200);
        OrgId org = organisations.hotline();
        for (int number = 0; number < planted; number++) {
            report(number);
            item(org, number);
        }
        CurrentOrganisation.call(org, () -> {
            var csv = "provider,host,email,language\n%s,%s.example,abuse@%s.example,en\n".formatted(OPEN, OPEN, OPEN);
            providers.importCsv(
                    new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)),
                    "test",
                    ContactTrust.APPROVED,
                    AuditActor.system("test"));
            return null;
        });

        Map<String, Integer> found = new LinkedHashMap<>();
        long bytes = inFiles(found);
        String dump = dump(org);
        bytes += dump.length();
        count(dump.getBytes(StandardCharsets.ISO_8859_1), "dump", found);

        assertThat(found.keySet().stream().filter(where -> where.startsWith(SECRET)))
                .as("where sealed text was found")
                .isEmpty();
        assertThat(found).containsKey(OPEN + " in dump");
        assertThat(found.keySet()).anyMatch(where -> where.startsWith(OPEN + " in pg_wal/"));
        Figure.keep(
                "S28",
                "%d addresses, hosts and texts planted by journeys, %d MB of database files, write-ahead log and dump searched in"
                                .formatted(planted * 5, bytes >> 20)
                        + " %d forms, 0 found".formatted(forms(SECRET).size()));
    }

    private void report(int number) throws Exception {
        var address =
                CanonicalAddress.parse("http://%s-%d.example/%s?name=%s".formatted(SECRET, number, SECRET, SECRET));
        var words = "A child called %s-%d, told by %s@%s.example".formatted(SECRET, number, SECRET, SECRET);
        door.report(new PublicDoor.Form(address, words, Locale.ENGLISH, SECRET + number, "192.0.2." + number % 250));
        var newest = in(() -> intake.page(Long.MAX_VALUE).getFirst());
        var person = new SignedIn(UUID.randomUUID(), organisations.hotline(), Set.of(Role.ANALYST), "Known Name");
        assertThat(mvc.get().uri("/reports/" + newest.id()).with(user(person)))
                .bodyText()
                .contains(SECRET);
        CurrentOrganisation.as(organisations.hotline(), () -> tips.fetch(newest.incident()));
        assertThat(mvc.post()
                        .uri("/report")
                        .param("address", SECRET + " no address")
                        .param("words", words))
                .hasStatus(422);
    }

    private void item(OrgId org, int number) {
        CurrentOrganisation.as(org, () -> {
            var address = CanonicalAddress.parse("http://%s-%d.example/%s.jpg".formatted(SECRET, number, SECRET));
            var item = items.sighted(new Sighting(
                    org,
                    address,
                    address.host(),
                    "192.0.2.1",
                    CanonicalAddress.parse("http://%s-%d.example/gallery".formatted(SECRET, number)),
                    hashes(number),
                    List.of(match(number)),
                    clock.instant()));
            items.held(item, HoldReason.NEAR_MATCH);
            crawl.look(item, address, LookKind.RECHECK, clock.instant());
        });
    }

    private static MediaHashes hashes(int number) {
        return new MediaHashes(
                new HashValue(HashAlgorithm.MD5, hex(number, 32)),
                new HashValue(HashAlgorithm.SHA1, hex(number, 40)),
                new HashValue(HashAlgorithm.SHA256, hex(number, 64)),
                null,
                0);
    }

    private static ItemMatch match(int number) {
        return new ItemMatch(
                new ListId(UUID.randomUUID()),
                "Invented list",
                new EntryId(number + 1L),
                new HashValue(HashAlgorithm.SHA256, hex(number, 64)),
                ItemMatch.Kind.EXACT,
                0,
                MaterialClass.CSAM,
                true);
    }

    private static String hex(int number, int digits) {
        return ("%0" + digits + "x").formatted(number + 1);
    }

    /** Every file below the server's directory, its write-ahead log included: what a stolen disk or a copy of it holds. */
    private static long inFiles(Map<String, Integer> found) throws IOException {
        Path cluster = Database.data().resolve("postgres/cluster");
        long bytes = 0;
        List<Path> files;
        try (var all = Files.walk(cluster)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            byte[] before = {};
            try (InputStream in = Files.newInputStream(file)) {
                byte[] chunk = in.readNBytes(CHUNK);
                while (chunk.length > 0) {
                    bytes += chunk.length;
                    byte[] both = new byte[before.length + chunk.length];
                    System.arraycopy(before, 0, both, 0, before.length);
                    System.arraycopy(chunk, 0, both, before.length, chunk.length);
                    count(both, cluster.relativize(file).toString(), found);
                    before = java.util.Arrays.copyOfRange(both, Math.max(0, both.length - 100), both.length);
                    chunk = in.readNBytes(CHUNK);
                }
            } catch (NoSuchFileException goneMeanwhile) {
                // PostgreSQL goes on while it is read
            }
        }
        return bytes;
    }

    private static void count(byte[] bytes, String where, Map<String, Integer> found) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String secret : List.of(SECRET, OPEN)) {
            for (String form : forms(secret)) {
                if (text.contains(form)) {
                    found.merge(secret + " in " + where, 1, Integer::sum);
                }
            }
        }
    }

    /** The ways in which a text may stand in a file, as Latin-1 of their bytes. */
    private static Set<String> forms(String secret) {
        Set<String> forms = new TreeSet<>();
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(secret);
        forms.add(secret.toUpperCase(Locale.ROOT));
        forms.add(latin(secret.getBytes(StandardCharsets.UTF_16LE)));
        forms.add(latin(secret.getBytes(StandardCharsets.UTF_16BE)));
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        forms.add(new StringBuilder(secret).reverse().toString());
        forms.add("%" + HexFormat.ofDelimiter("%").formatHex(bytes));
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = ("x".repeat(shift) + secret).getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(base64.substring(shift == 0 ? 0 : 2 + shift - 1, base64.length() - 2));
        }
        return forms;
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** All rows of all tables as text, as a dump by the owner of the database holds them. */
    private String dump(OrgId org) throws SQLException {
        var all = new StringBuilder();
        try (Connection owner = access.connect(DatabaseAccess.Role.OWNER);
                var statement = owner.createStatement()) {
            statement.execute("select set_config('vigie.org', '%s', false)".formatted(org));
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "select tablename from pg_tables where schemaname = 'public' order by tablename")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select t::text from %s t".formatted(table))) {
                    while (rows.next()) {
                        all.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return all.toString();
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(organisations.hotline(), () -> transaction.execute(status -> work.get()));
    }
}

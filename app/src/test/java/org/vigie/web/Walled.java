package org.vigie.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.vigie.api.Circle;
import org.vigie.api.ClientService;
import org.vigie.audit.AuditActor;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.crawl.CrawlSamples;
import org.vigie.database.DatabaseAccess;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.MaterialClass;
import org.vigie.intake.ReportSamples;
import org.vigie.item.HoldReason;
import org.vigie.item.ItemId;
import org.vigie.item.ItemMatch;
import org.vigie.item.ItemService;
import org.vigie.item.Sighting;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.provider.ContactTrust;
import org.vigie.provider.ProviderService;
import org.vigie.staff.StaffService;
import org.vigie.testing.Database;
import org.vigie.testing.FakeClock;

/**
 * Fills an organisation with something of everything. All that people could read of it has one word in it, so that a leak is
 * seen in whatever answer it turns up; and all of its rows can be told from what they were before.
 */
@TestComponent
@Import({CrawlSamples.class, ReportSamples.class})
class Walled {
    private static final AuditActor TEST = AuditActor.system("test");

    private final HashListService lists;
    private final ProviderService providers;
    private final ItemService items;
    private final ClientService clients;
    private final StaffService staff;
    private final CrawlSamples crawl;
    private final ReportSamples reports;
    private final DatabaseAccess access;
    private final FakeClock clock;
    private @Nullable Connection open;

    Walled(
            HashListService lists,
            ProviderService providers,
            ItemService items,
            ClientService clients,
            StaffService staff,
            CrawlSamples crawl,
            ReportSamples reports,
            DatabaseAccess access,
            FakeClock clock) {
        this.lists = lists;
        this.providers = providers;
        this.items = items;
        this.clients = clients;
        this.staff = staff;
        this.crawl = crawl;
        this.reports = reports;
        this.access = access;
        this.clock = clock;
    }

    /** The same hash in every organisation, so that a look-up across the wall would find it. */
    static String hash(String word) {
        return "%02x".formatted(word.hashCode() & 0xff).repeat(32);
    }

    /**
     * Fills it.
     *
     * @param word in everything readable but the addresses of material and what witnesses say; letters and digits
     * @param secret in these
     */
    void fill(OrgId org, String word, String secret) {
        CurrentOrganisation.as(org, () -> {
            try {
                var list = new ListName("List " + word);
                lists.importCsv(
                        list,
                        text("algorithm,hash,class,source,note\nsha256,%s,csam,%s,%s\nsha256,bad,csam,%s,%s\n"
                                .formatted(hash(word), word, word, word, word)),
                        ImportOptions.by(TEST));
                providers.importCsv(
                        text("provider,host,email,language\nHost %s,known.%s.example,abuse@%s.example,fr\n"
                                .formatted(word, word, word)),
                        word,
                        ContactTrust.APPROVED,
                        TEST);
                providers.importCsv(
                        text("provider,host,email,language\nNew %s,new.%s.example,new@%s.example,en\n"
                                .formatted(word, word, word)),
                        word,
                        ContactTrust.NEEDS_APPROVAL,
                        TEST);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            clients.create("Client " + word, Circle.INSIDE, 1000, TEST);
            staff.firstAdministratorLink(org, URI.create("http://localhost"));
            var address = "http://known." + word + ".example/" + secret;
            reports.report(address, "Words, and " + address);
            sighted(org, word, secret, "known");
            var held = sighted(org, word, secret, "other");
            items.held(held, HoldReason.NEAR_MATCH);
            items.confirmed(sighted(org, word, secret, "known"), clock.instant());
            items.confirmed(sighted(org, word, secret, "nobody"), clock.instant());
            items.confirmed(sighted(org, word, secret, "new"), clock.instant());
            crawl.fill(held);
        });
    }

    private ItemId sighted(OrgId org, String word, String secret, String where) {
        var host = where + "." + word + ".example";
        var hash = new HashValue(HashAlgorithm.SHA256, hash(word));
        var list = lists.find(new ListName("List " + word)).orElseThrow();
        var entry = lists.entry(list.id(), hash).orElseThrow();
        var match = new ItemMatch(
                list.id(), list.name().text(), entry.id(), hash, ItemMatch.Kind.EXACT, 0, MaterialClass.CSAM, true);
        return items.sighted(new Sighting(
                org,
                CanonicalAddress.parse("http://%s/%s-%s.jpg".formatted(host, secret, UUID.randomUUID())),
                host,
                "192.0.2.1",
                CanonicalAddress.parse("http://" + host + "/page-" + secret),
                new MediaHashes(
                        new HashValue(HashAlgorithm.MD5, "ab".repeat(16)),
                        new HashValue(HashAlgorithm.SHA1, "ab".repeat(20)),
                        hash,
                        null,
                        0),
                List.of(match),
                clock.instant()));
    }

    /** The ids of an organisation's rows of one table. */
    List<String> ids(String table, OrgId org) {
        return all("select id::text from %s where org_id = '%s' order by id".formatted(table, org));
    }

    /** Of each table that knows organisations one code over all rows of this one. */
    Map<String, String> state(OrgId org) {
        return state("t.org_id = '%s'".formatted(org), "org_id");
    }

    /** Of each table that knows compartments one code over all rows that lie in this one. */
    Map<String, String> state(UUID compartment) {
        var found = state("t.compartment_id = '%s'".formatted(compartment), "compartment_id");
        found.putAll(Map.of(
                "compartment",
                all("select md5(t::text) from compartment t where id = '%s'".formatted(compartment))
                        .toString()));
        return found;
    }

    private Map<String, String> state(String rows, String column) {
        var tables = all("""
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = '%s' and not a.attisdropped
                where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1
                """.formatted(column));
        var found = new TreeMap<String, String>();
        for (var table : tables) {
            found.put(
                    table,
                    all("select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from %s t where %s"
                                    .formatted(table, rows))
                            .getFirst());
        }
        return found;
    }

    /** Which of these differ. */
    static Map<String, String> changed(Map<String, String> before, Map<String, String> after) {
        var changed = new LinkedHashMap<String, String>();
        before.forEach((table, code) -> {
            if (!code.equals(after.get(table))) {
                changed.put(table, code + " became " + after.get(table));
            }
        });
        return changed;
    }

    List<String> all(String query) {
        var found = new ArrayList<String>();
        try (var statement = superuser().createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    void change(String statement) {
        try (var change = superuser().createStatement()) {
            change.execute(statement);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only tests connect so: past all walls. */
    private Connection superuser() throws IOException, SQLException {
        if (open != null) {
            return open;
        }
        var passwords = new Properties();
        try (Reader file =
                Files.newBufferedReader(Database.data().resolve("postgres").resolve("passwords"))) {
            passwords.load(file);
        }
        open = DriverManager.getConnection(access.url(), "postgres", passwords.getProperty("postgres"));
        return open;
    }

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}

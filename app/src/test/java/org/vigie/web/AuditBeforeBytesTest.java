package org.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.vigie.audit.AuditSamples;
import org.vigie.crawl.CrawlService;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.hashlist.HashListService;
import org.vigie.item.ItemService;
import org.vigie.organisation.OrganisationService;
import org.vigie.provider.ProviderService;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FailingLog;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Figure;
import org.vigie.testing.FirstByte;
import org.vigie.testing.VigieTest;

/**
 * S32. Secrets are planted, every address that shows one is found from the handler mappings and the ids in the tables, and then they
 * are read again and again while the audit log fails at random, at the write or only at the commit. An answer with a secret in it
 * has its entry committed before its first byte, and the entry is about what was asked for: it names each id of the address, or is the
 * act that the table expects there. Where the log failed, there is no secret in the answer.
 */
@Tag("figures")
@VigieTest
class AuditBeforeBytesTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    /** Ids tried in one variable of a path, at most. */
    private static final int TRIES_MAX = 400;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]+(?=/|$)");

    /** What is recorded where no id of the address is: nothing is asked for by an id there. */
    private static final Map<String, String> ACTS = Map.of(
            "/items", "item.listed",
            "/providers", "provider.listed",
            "/reports/*", "report.read");

    /** Where secrets are shown. An address that is missing here, or here without showing one, is a mistake in either. */
    private static final List<String> SHOWING = List.of(
            "/audit/*/proof",
            "/items",
            "/items/*",
            "/items/*/matches/*",
            "/lists/*",
            "/lists/*/entries/*",
            "/notices/*",
            "/providers",
            "/reports/*");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private DatabaseAccess access;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private HashListService lists;

    @Autowired
    private ProviderService providers;

    @Autowired
    private ItemService items;

    @Autowired
    private CrawlService crawl;

    @Autowired
    private FakeClock clock;

    @Autowired
    private AutowireCapableBeanFactory beans;

    private List<String> secrets = List.of();
    /** The first transaction of this test. */
    private long begun;

    /**
     * A read.
     *
     * @param recorded what stood in the log of the reader when the first byte left
     */
    private record Read(String path, boolean shows, List<String> recorded, boolean wasOnRecord, int status) {}

    private static String pattern(String path) {
        return path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+", "*");
    }

    @Test
    void noSecretLeavesWithoutItsEntryInTheLog() throws Exception {
        begun = transaction();
        var planted = new PlantedSecrets(lists, providers, items, crawl, mvc, clock);
        planted.plant(organisations.hotline(), token());
        beans.createBean(AuditSamples.class).integrate();
        secrets = new ArrayList<>(planted.words());
        secrets.add("c2sp.org/tlog-proof"); // a proof says what its entry says
        var revealing = revealing();
        assertThat(revealing.stream().map(AuditBeforeBytesTest::pattern))
                .as("addresses that show a secret")
                .hasSameElementsAs(SHOWING);
        var unnamed = new TreeMap<String, List<String>>();
        for (String path : revealing) {
            Read read = read(path);
            if (!read.wasOnRecord()) {
                unnamed.putIfAbsent(pattern(path), read.recorded());
            }
        }
        assertThat(unnamed).as("addresses whose entry is about something else").isEmpty();

        int rounds = Figure.rounds(300, 10_000);
        int shown = 0;
        int denied = 0;
        var random = new Random(32);
        try (var _ = FailingLog.begin(access, "actor_kind", "person")) {
            for (int round = 0; round < rounds; round++) {
                Read read = read(revealing.get(random.nextInt(revealing.size())));
                if (read.shows()) {
                    shown++;
                    assertThat(read.wasOnRecord()).as("%s", read).isTrue();
                } else {
                    denied++;
                    assertThat(read.status()).as("%s", read).isGreaterThanOrEqualTo(400);
                }
            }
        }
        assertThat(denied).isBetween(rounds / 30, rounds / 3);
        Figure.keep(
                "S32",
                "%,d reads of %d addresses that show secrets, %,d denied because the audit log failed, %,d shown, 0 without their entry"
                        .formatted(rounds, revealing.size(), denied, shown));
    }

    /** Each address that shows a secret while the log works, by trying the ids there are in every variable. */
    private List<String> revealing() throws Exception {
        var ids = ids();
        var found = new ArrayList<String>();
        var there = new HashMap<String, List<String>>();
        for (var route : new Routes(mappings).all()) {
            if (route.method().equals("GET") && !Gatekeeper.isForClients(route.handler())) {
                var answering = new ArrayList<String>();
                for (String path : filled(route.path(), ids, there)) {
                    Read read = read(path);
                    if (read.status() == 200) {
                        answering.add(path);
                    }
                    if (read.shows()) {
                        found.add(path);
                    }
                }
                there.put(route.path(), answering);
            }
        }
        return found;
    }

    /** What stands before the last variable is taken from the addresses that were there, if it is an address itself. */
    private List<String> filled(String path, List<String> ids, Map<String, List<String>> there) throws Exception {
        int last = path.lastIndexOf('{');
        if (last < 0) {
            return List.of(path);
        }
        int end = path.indexOf('}', last) + 1;
        var paths = new ArrayList<String>();
        for (String begin : before(path.substring(0, last), ids, there)) {
            for (boolean isNumber : List.of(true, false)) {
                var kind = ids.stream()
                        .filter(id -> !id.contains("-") == isNumber)
                        .map(id -> begin + id + path.substring(end))
                        .toList();
                // an id of the wrong kind is a bad request, whatever it is
                if (!kind.isEmpty() && read(kind.getFirst()).status() != 400) {
                    paths.addAll(kind);
                }
            }
        }
        return paths.size() > TRIES_MAX ? paths.subList(0, TRIES_MAX) : paths;
    }

    private List<String> before(String begin, List<String> ids, Map<String, List<String>> there) throws Exception {
        if (!begin.contains("{")) {
            return List.of(begin);
        }
        int end = begin.lastIndexOf('}') + 1;
        String known = begin.substring(0, end);
        var filled = there.containsKey(known) ? there.get(known) : filled(known, ids, there);
        return filled.stream().map(one -> one + begin.substring(end)).toList();
    }

    private Read read(String path) throws UnsupportedEncodingException, SQLException {
        var person = new SignedIn(
                UUID.randomUUID(), organisations.hotline(), EnumSet.allOf(org.vigie.staff.Role.class), "S32");
        var began = new AtomicBoolean();
        var before = new ArrayList<Entry>();
        var result = mvc.get()
                .uri(path)
                .requestAttr(FirstByte.LOOK, (Runnable) () -> {
                    began.set(true);
                    before.addAll(recorded(person.staff()));
                })
                .with(user(person))
                .exchange();
        if (result.getUnresolvedException() != null) {
            // the server makes an error page of it; nothing may have left by then
            assertThat(began).as(path).isFalse();
            return new Read(path, false, List.of(), false, 500);
        }
        MockHttpServletResponse response = result.getResponse();
        String answer = response.getContentAsString();
        boolean shows = secrets.stream().anyMatch(answer::contains)
                || secrets.stream().anyMatch(String.valueOf(response.getHeader("Location"))::contains);
        return new Read(
                path,
                shows,
                before.stream().map(Entry::toString).toList(),
                before.stream().anyMatch(entry -> entry.isAbout(path)),
                response.getStatus());
    }

    private record Entry(String act, List<String> subjects) {
        boolean isAbout(String path) {
            List<String> ids =
                    ID.matcher(path).results().map(MatchResult::group).toList();
            return act.equals(ACTS.get(pattern(path))) || (!ids.isEmpty() && subjects.containsAll(ids));
        }
    }

    /** On a connection of its own: what it sees is committed. */
    private List<Entry> recorded(UUID person) {
        try (Connection connection = access.connect(Role.VERIFIER);
                PreparedStatement query =
                        connection.prepareStatement("select act, subjects from audit_entry where actor_id = ?")) {
            query.setString(1, person.toString());
            try (ResultSet row = query.executeQuery()) {
                var entries = new ArrayList<Entry>();
                while (row.next()) {
                    entries.add(new Entry(row.getString("act"), List.of((String[])
                            row.getArray("subjects").getArray())));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of every row of the organisation that was written since the test began: what it planted, and what came of it. */
    private List<String> ids() throws SQLException {
        var ids = new TreeSet<String>();
        try (Connection owner = access.connect(Role.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("select set_config('vigie.org', '%s', false)".formatted(organisations.hotline()));
            var tables = new ArrayList<String>();
            try (ResultSet row = statement.executeQuery("""
                    select c.table_name from information_schema.columns c
                    join pg_tables t on t.schemaname = c.table_schema and t.tablename = c.table_name
                    where c.table_schema = 'public' and c.column_name = 'id' and c.data_type in ('uuid', 'bigint')
                      and exists (select from information_schema.columns o
                                  where o.table_name = c.table_name and o.column_name = 'org_id')
                    """)) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet row = statement.executeQuery(
                        "select id::text from %s where xmin::text::bigint >= %d".formatted(table, begun))) {
                    while (row.next()) {
                        ids.add(row.getString(1));
                    }
                }
            }
        }
        return new ArrayList<>(ids);
    }

    private long transaction() throws SQLException {
        try (Connection owner = access.connect(Role.OWNER);
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("select pg_current_xact_id()::text::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private String token() throws UnsupportedEncodingException {
        var matcher =
                TOKEN.matcher(mvc.get().uri("/report").exchange().getResponse().getContentAsString());
        assertThat(matcher.find()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        return matcher.group(1);
    }
}

package org.vigie.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.hashlist.EntryHoldService;
import org.vigie.hashlist.EntryId;
import org.vigie.hashlist.Flood;
import org.vigie.hashlist.HashListService;
import org.vigie.hashlist.ImportOptions;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.MaterialClass;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** The page of sources: how each stands, in words, and what people may do about it. */
@VigieTest
@Import(ExchangeSamples.class)
class SourcePagesTest {
    private static final AuditActor TEST = AuditActor.system("test");

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private ExchangeSamples samples;

    @Autowired
    private ExchangeService sources;

    @Autowired
    private SourceTaker taker;

    @Autowired
    private SourceReadingService reading;

    @Autowired
    private HashListService lists;

    @Autowired
    private EntryHoldService holds;

    @Autowired
    private AuditReadService audit;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Fixtures fixtures;

    @Autowired
    private FakeClock clock;

    private OrgId org;
    private SignedIn keeper;

    @BeforeEach
    void freshOrganisation() {
        org = fixtures.organisation("Sources");
        keeper = person(Role.LIST_KEEPER);
    }

    @Test
    void anEmptyPageSaysWhatToDo() {
        assertThat(page(keeper, "en"))
                .bodyText()
                .contains("No list is kept up to date", "exchange add", "Import a file");
        assertThat(page(keeper, "fr"))
                .bodyText()
                .contains("Aucune liste", "Sources des listes")
                .doesNotContain("??");
    }

    @Test
    void eachSourceTellsItsStateInWords() {
        in(() -> {
            samples.fill();
            return true;
        });
        assertThat(page(keeper, "en"))
                .bodyText()
                .contains(
                        "Not asked yet",
                        "Being taken",
                        "3 pages of the range",
                        "Could not be asked",
                        "something is wrong with itself (status 503)",
                        "Stopped",
                        "Last full range",
                        "NCMEC hash sharing, version 2",
                        "StopNCII")
                .doesNotContain("??", "invented", "STATUS_503");
        assertThat(page(keeper, "fr"))
                .bodyText()
                .contains("Pas encore interrogée", "une panne (état 503)")
                .doesNotContain("??", "invented");
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS_401, refuses the user",
        "STATUS_404, no such service",
        "STATUS_429, too often",
        "STATUS_302, not expected",
        "NO_ANSWER, cannot be reached",
        "SOMETHING_NEW, SOMETHING_NEW"
    })
    void everyProblemIsASentence(String code, String words) {
        in(() -> {
            sources.save(samples.add("Ailing", SourceKind.NCMEC).failed(code, clock.instant()));
            return true;
        });
        assertThat(page(keeper, "en")).bodyText().contains(words).doesNotContain("??");
        assertThat(page(keeper, "fr")).bodyText().doesNotContain("??");
    }

    @Test
    void aListOfFilesTellsClassesItsImportAndWhatIsHeld() throws IOException {
        String rows = "algorithm,hash,class,source,note\n"
                + "md5,%s,csam,test,\nmd5,%s,csam,test,\nmd5,%s,unheard-of,test,\nmd5,none,csam,test,\n"
                        .formatted("1a".repeat(16), "1b".repeat(16), "1c".repeat(16));
        CurrentOrganisation.call(
                org,
                () -> lists.importCsv(
                        new ListName("By file"),
                        new ByteArrayInputStream(rows.getBytes(UTF_8)),
                        ImportOptions.by(TEST)));
        in(() -> {
            var list = lists.find(new ListName("By file")).orElseThrow();
            var entry =
                    lists.entriesBefore(list.id(), new EntryId(Long.MAX_VALUE)).getFirst();
            holds.hold(entry.id(), new Flood(500, 40, clock.instant()));
            return true;
        });
        assertThat(page(keeper, "en"))
                .bodyText()
                .contains("By file", ": 2", ": 1", "3 new, 1 rejected", "one entry waits for a person")
                .doesNotContain("??", "1a1a1a");
    }

    /** However many entries there are, the page costs the same: the database's own statistics say that no table of entries was read. */
    @Test
    void thePageGoesThroughNoEntries() throws IOException {
        var rows = new StringBuilder("algorithm,hash,class,source,note\n");
        for (int i = 0; i < 2_500; i++) {
            rows.append("md5,%032x,%s,test,%n".formatted(i + 1, i % 5 == 0 ? "unheard-of" : "csam"));
        }
        rows.append("photodna,%s,csam,test,\n".formatted("0c".repeat(144)));
        CurrentOrganisation.call(
                org,
                () -> lists.importCsv(
                        new ListName("Long"),
                        new ByteArrayInputStream(rows.toString().getBytes(UTF_8)),
                        ImportOptions.by(TEST)));
        in(() -> transaction.execute(status -> {
            long entriesBefore = scans("hash_entry") + scans("opaque_entry");
            long countsBefore = scans("list_count");
            assertThat(reading.lines()).singleElement().satisfies(line -> {
                assertThat(line.count().classes())
                        .containsExactly(
                                Map.entry(MaterialClass.CSAM, 2_000L), Map.entry(MaterialClass.UNMAPPED, 500L));
                assertThat(line.count().opaque()).isOne();
            });
            assertThat(scans("list_count"))
                    .as("the statistics tell of what is read")
                    .isGreaterThan(countsBefore);
            assertThat(scans("hash_entry") + scans("opaque_entry")).isEqualTo(entriesBefore);
            return true;
        }));
        assertThat(page(keeper, "en")).bodyText().contains("2,000", "Of kinds that are not computed here");
        assertThat(page(keeper, "fr")).bodyText().contains("De types qui ne sont pas calculés ici");
    }

    private long scans(String table) {
        return db.sql("""
                select coalesce(sum(coalesce(seq_scan, 0) + coalesce(idx_scan, 0)), 0)
                from pg_stat_xact_user_tables where relname = :table
                """).param("table", table).query(Long.class).single();
    }

    @Test
    void aStoppedSourceIsLeftAloneUntilItIsStartedAgain() {
        var source = in(() -> samples.add("Mine", SourceKind.NCMEC));
        assertThat(act(source.id(), "stop", keeper)).hasStatus3xxRedirection();
        assertThat(waiting(source.id()))
                .as("its next turn comes, and does nothing")
                .isOne();
        in(() -> {
            taker.handle(source.id().value());
            return true;
        });
        assertThat(in(() -> sources.find(source.id()).orElseThrow()).triedAt()).isNull();
        assertThat(act(source.id(), "now", keeper)).hasStatus(409);
        assertThat(act(source.id(), "start", keeper)).hasStatus3xxRedirection();
        assertThat(in(() -> sources.find(source.id()).orElseThrow()).stoppedAt())
                .isNull();
        assertThat(act(source.id(), "now", keeper)).hasStatus3xxRedirection();
        for (String what :
                new String[] {"exchange.source-stopped", "exchange.source-started", "exchange.source-asked"}) {
            assertThat(in(() -> audit.page(new AuditQuestion(what, "", Long.MAX_VALUE))))
                    .as(what)
                    .hasSize(1);
        }
    }

    @Test
    void onlyThoseWhoKeepListsMayAct() {
        var source = in(() -> samples.add("Mine", SourceKind.NCMEC));
        for (Role role : new Role[] {Role.ANALYST, Role.AUDITOR}) {
            assertThat(page(person(role), "en")).hasStatusOk().bodyText().doesNotContain("/stop\"", "/now\"");
            for (String act : new String[] {"stop", "start", "now"}) {
                assertThat(act(source.id(), act, person(role))).as(role + act).hasStatus(403);
            }
        }
        var stranger = new SignedIn(
                UUID.randomUUID(), fixtures.organisation("Elsewhere"), Set.of(Role.LIST_KEEPER), "Camille");
        assertThat(act(source.id(), "stop", stranger)).hasStatus(409);
        assertThat(page(stranger, "en")).bodyText().doesNotContain("Mine");
    }

    private int waiting(SourceId source) {
        return transaction.execute(status -> db.sql("select count(*) from work where subject = :source")
                .param("source", source.value())
                .query(Integer.class)
                .single());
    }

    private MvcTestResult act(SourceId source, String act, SignedIn by) {
        return mvc.post()
                .uri("/sources/{id}/" + act, source.value())
                .with(user(by))
                .with(csrf())
                .exchange();
    }

    private MvcTestResult page(SignedIn by, String language) {
        return mvc.get().uri("/sources?lang=" + language).with(user(by)).exchange();
    }

    private SignedIn person(Role role) {
        return new SignedIn(UUID.randomUUID(), org, Set.of(role), "Camille");
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(org, work);
    }
}

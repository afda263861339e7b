package org.vigie.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.vigie.Vigie;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditQuestion;
import org.vigie.audit.AuditReadService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Refusal;
import org.vigie.testing.Database;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** An import that was cut off goes on where it stopped, and comes to what one in a single run comes to. */
@VigieTest
class ResumedImportTest {
    private static final AuditActor TEST = AuditActor.system("test");
    private static final ListName NAME = new ListName("Long list");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String HEADER = "algorithm,hash,class,source,withdrawn\n";

    @Autowired
    private HashListService lists;

    @Autowired
    private OrganisationService organisations;

    @Autowired
    private AuditReadService audit;

    @Autowired
    private Fixtures fixtures;

    @TempDir
    private Path folder = Path.of("");

    private OrgId org;

    @BeforeEach
    void makeOrganisation() {
        org = fixtures.organisation("Importing " + UUID.randomUUID());
    }

    @Test
    void itGoesOnBehindWhatWasTakenAndCountsAll() throws IOException {
        String file = mixed();
        ImportReport whole = load(new ListName("In one run"), file);
        assertThat(whole.resumedAfter()).isZero();

        assertThatThrownBy(() -> cutOff(file, 3_100)).isInstanceOf(java.io.UncheckedIOException.class);
        ImportReport rest = load(NAME, file);

        assertThat(rest.resumedAfter()).isBetween(2_000L, 3_100L);
        assertThat(rest)
                .usingRecursiveComparison()
                .ignoringFields("id", "list", "resumedAfter")
                .isEqualTo(whole);
        assertThat(runs()).as("one import, not two").hasSize(1);
        assertThat(acts("list.import-resumed")).hasSize(1);
        assertThat(load(NAME, file).resumedAfter())
                .as("what is finished is not gone on with")
                .isZero();
    }

    @Test
    void itMayBeCutOffAgainAndAgain() throws IOException {
        String file = mixed();
        for (int most = 500; most < 4_000; most += 700) {
            int records = most;
            assertThatThrownBy(() -> cutOff(file, records)).isInstanceOf(java.io.UncheckedIOException.class);
        }
        ImportReport rest = load(NAME, file);
        assertThat(rest)
                .usingRecursiveComparison()
                .ignoringFields("id", "list", "resumedAfter")
                .isEqualTo(load(new ListName("In one run"), file));
        assertThat(runs()).hasSize(1);
    }

    @Test
    void anotherFileOrOtherTermsBeginAnew() throws IOException {
        String file = mixed();
        assertThatThrownBy(() -> cutOff(file, 3_100)).isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(load(NAME, file + "md5," + "ab".repeat(16) + ",csam,,\n").resumedAfter())
                .isZero();
        assertThat(CurrentOrganisation.call(
                                org,
                                () -> lists.importFrom(
                                        NAME, csv(file), ImportOptions.by(TEST), named(file, "other terms")))
                        .resumedAfter())
                .isZero();
    }

    @Test
    void aRunThatLivesStillEndsWhenAnotherTakesItsImportUp() throws IOException {
        String file = mixed();
        List<ImportReport> second = new ArrayList<>();
        assertThatThrownBy(() -> CurrentOrganisation.call(
                        org,
                        () -> lists.importFrom(
                                NAME,
                                reader -> {
                                    var counted = new Cut(reader, 2_500, () -> second.add(load(NAME, file)));
                                    ListFile.read(stream(file), counted);
                                },
                                ImportOptions.by(TEST),
                                named(file, ""))))
                .isInstanceOf(Refusal.class);
        assertThat(second).hasSize(1);
        assertThat(second.getFirst().accepted()).isPositive();
        assertThat(runs()).hasSize(1);
        assertThat(runs().getFirst().finishedAt()).isNotNull();
    }

    /** The command itself, as a process of its own that is killed in the middle and then started again. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aKilledProcessLosesNothingAndRepeatsNothing() throws Exception {
        int entries = 60_000;
        Path file = folder.resolve("long.csv");
        var rows = new StringBuilder(HEADER);
        for (int i = 0; i < entries; i++) {
            rows.append("sha1,%040x,csam,test,%n".formatted(i + 1));
        }
        Files.writeString(file, rows);
        OrgId hotline = organisations.hotline();
        String list = "Killed " + UUID.randomUUID();

        Process killed = command(file, list);
        awaitTaken(hotline, list, killed);
        killed.toHandle().destroyForcibly();
        assertThat(killed.waitFor()).isEqualTo(128 + 9);
        ImportRun before = CurrentOrganisation.as(
                hotline,
                () -> lists.imports(lists.find(new ListName(list)).orElseThrow().id())
                        .getFirst());
        assertThat(before.accepted()).isBetween(1L, entries - 1L);
        assertThat(before.finishedAt()).isNull();

        Process again = command(file, list);
        String said = new String(again.getInputStream().readAllBytes(), UTF_8);
        assertThat(again.waitFor()).as(said).isZero();
        assertThat(said).contains("\"accepted\":" + entries, "\"unchanged\":0").doesNotContain("\"resumed_after\":0");
        CurrentOrganisation.as(hotline, () -> {
            var id = lists.find(new ListName(list)).orElseThrow().id();
            assertThat(lists.count(id).computed()).isEqualTo(entries);
            assertThat(lists.imports(id)).hasSize(1);
        });
    }

    private void awaitTaken(OrgId hotline, String list, Process process) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (taken(hotline, list) == 0) {
            assertThat(process.isAlive()).as("it ended before it was killed").isTrue();
            assertThat(System.nanoTime()).as("it imports nothing").isLessThan(end);
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private long taken(OrgId hotline, String list) {
        return CurrentOrganisation.as(
                hotline,
                () -> lists.find(new ListName(list))
                        .map(found -> lists.imports(found.id()).stream()
                                .mapToLong(ImportRun::accepted)
                                .sum())
                        .orElse(0L));
    }

    private Process command(Path file, String list) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Vigie.class.getName(),
                        "list",
                        "import",
                        "--data",
                        Database.data().toString(),
                        "--name",
                        list,
                        "--json",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Records of every kind, so that batches end at different places and some are rejected, contradicted and taken back. */
    private static String mixed() {
        var rows = new StringBuilder(HEADER);
        for (int i = 0; i < 4_200; i++) {
            if (i % 97 == 0) {
                rows.append("md5,no hash,csam,,\n");
            } else if (i % 1_301 == 0) {
                rows.append("md5,%032x,csam,,yes%n".formatted(i - 5));
            } else if (i % 13 == 0) {
                rows.append("photodna,%0288x,csam,,%n".formatted(i));
            } else if (i % 11 == 0) {
                rows.append("md5,%032x,%s,,%n".formatted(i - 3, i % 2 == 0 ? "csam" : "harmful-abusive"));
            } else {
                rows.append("md5,%032x,csam,,%n".formatted(i + 1));
            }
        }
        return rows.toString();
    }

    private ImportReport load(ListName name, String file) throws IOException {
        return CurrentOrganisation.call(
                org, () -> lists.importFrom(name, csv(file), ImportOptions.by(TEST), named(file, "")));
    }

    private void cutOff(String file, int records) throws IOException {
        CurrentOrganisation.call(
                org,
                () -> lists.importFrom(
                        NAME,
                        reader -> ListFile.read(stream(file), new Cut(reader, records, () -> {
                            throw new IOException("cut off");
                        })),
                        ImportOptions.by(TEST),
                        named(file, "")));
    }

    private List<ImportRun> runs() {
        return CurrentOrganisation.as(
                org, () -> lists.imports(lists.find(NAME).orElseThrow().id()));
    }

    private List<?> acts(String act) {
        return CurrentOrganisation.as(org, () -> audit.page(new AuditQuestion(act, "", Long.MAX_VALUE)));
    }

    private static EntrySource csv(String file) {
        return reader -> ListFile.read(stream(file), reader);
    }

    private static ByteArrayInputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(UTF_8));
    }

    private static Fingerprint named(String file, String terms) throws IOException {
        return Fingerprint.of(stream(file), terms);
    }

    /** Something that happens after so many records. */
    private static final class Cut implements EntryReader {
        /** What happens. */
        @FunctionalInterface
        interface Then {
            void happen() throws IOException;
        }

        private final EntryReader reader;
        private final Then then;
        private int left;

        Cut(EntryReader reader, int records, Then then) {
            this.reader = reader;
            this.left = records;
            this.then = then;
        }

        private void count() {
            left--;
            if (left == 0) {
                try {
                    then.happen();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }

        @Override
        public void entry(ListEntry entry) {
            count();
            reader.entry(entry);
        }

        @Override
        public void rejected(RejectedLine line) {
            count();
            reader.rejected(line);
        }

        @Override
        public void opaque(OpaqueEntry entry) {
            count();
            reader.opaque(entry);
        }

        @Override
        public void recalled(Recall recall) {
            count();
            reader.recalled(recall);
        }
    }
}

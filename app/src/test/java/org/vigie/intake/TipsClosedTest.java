package org.vigie.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.FileTree;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.Database;
import org.vigie.testing.VigieTest;

/** Reports while the opener, a process of its own behind a socket, comes and goes. */
@VigieTest
class TipsClosedTest {
    private static final Path FOLDER = folder();
    private static final Path SOCKET = FOLDER.resolve("opener.sock");
    private static final Duration START_MAX = Duration.ofSeconds(30);

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private PublicDoor door;

    @Autowired
    private IntakeService intake;

    @Autowired
    private TipReading tips;

    @Autowired
    private JdbcClient db;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private OrganisationService organisations;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("vigie.opener.socket", SOCKET::toString);
        registry.add("vigie.opener.pause", () -> "0s");
    }

    @AfterAll
    static void remove() throws IOException {
        FileTree.delete(FOLDER);
    }

    @Test
    void reportsAreTakenInAndWaitWhileTipsAreClosed() throws Exception {
        Process opener = opener();
        report("http://first.example/a", "one");
        opener.destroyForcibly().waitFor();

        report("http://second.example/b", "two");
        var newest = newest();
        assertThat(read(newest.id()))
                .contains("id=\"tips-closed\"")
                .contains("cannot be opened now")
                .doesNotContain("second");
        fetch(newest.incident());
        assertThat(fetching(newest)).isEqualTo("WAITING");
        assertThat(count(
                        "select count(*) from work where kind = 'intake.fetch' and set_aside_at is null and subject = '%s'"
                                .formatted(newest.incident())))
                .isEqualTo(1);

        opener = opener();
        try {
            assertThat(read(newest.id())).contains("second[.]example").contains("told with two");
            fetch(newest.incident());
            assertThat(fetching(newest)).isEqualTo("STARTED");
        } finally {
            opener.destroyForcibly().waitFor();
        }
    }

    @Test
    void aReadingIsOnRecordBeforeTheOpenerIsAsked() throws Exception {
        Process opener = opener();
        try {
            report("http://third.example/c", "three");
            var sealed = newest();
            long before = readings(sealed);
            read(sealed.id());
            assertThat(readings(sealed)).isEqualTo(before + 1);
            CurrentOrganisation.as(
                    organisations.hotline(),
                    () -> transaction.executeWithoutResult(
                            open -> assertThatThrownBy(() -> tips.open(person(), sealed.id()))
                                    .hasMessageContaining("not on record")));
        } finally {
            opener.destroyForcibly().waitFor();
        }
    }

    private void report(String address, String token) {
        door.report(new PublicDoor.Form(
                CanonicalAddress.parse(address), "told with " + token, Locale.ENGLISH, token, "192.0.2.9"));
    }

    private String read(UUID report) throws Exception {
        return mvc.get()
                .uri("/reports/" + report)
                .with(user(person()))
                .exchange()
                .getResponse()
                .getContentAsString();
    }

    private void fetch(UUID incident) {
        CurrentOrganisation.as(organisations.hotline(), () -> tips.fetch(incident));
    }

    private SignedIn person() {
        return new SignedIn(UUID.randomUUID(), organisations.hotline(), Set.of(Role.ANALYST), "Known Name");
    }

    private Report newest() {
        return in(() -> intake.page(Long.MAX_VALUE).getFirst());
    }

    private String fetching(Report report) {
        return in(() -> db.sql("select fetching from incident where id = :id")
                .param("id", report.incident())
                .query(String.class)
                .single());
    }

    private long readings(Report report) {
        return count("select count(*) from audit_entry where act = 'report.read' and '%s' = any (subjects)"
                .formatted(report.incident()));
    }

    private long count(String sql) {
        return in(() -> db.sql(sql).query(Long.class).single());
    }

    private <T> T in(Supplier<T> work) {
        return CurrentOrganisation.as(organisations.hotline(), () -> transaction.execute(status -> work.get()));
    }

    /** Another process, as an operator with two users starts it. */
    private static Process opener() throws IOException, InterruptedException {
        Files.deleteIfExists(SOCKET);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.vigie.Vigie",
                        "opener",
                        "--keys",
                        Database.data().resolve("keys").toString(),
                        "--socket",
                        SOCKET.toString())
                .inheritIO()
                .start();
        long until = System.nanoTime() + START_MAX.toNanos();
        while (!Files.exists(SOCKET)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IllegalStateException("the opener does not start");
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        return process;
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("vigie-opener");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

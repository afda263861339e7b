package org.vigie.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.vigie.database.DataDirectory.ask;
import static org.vigie.database.DataDirectory.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.vigie.database.DatabaseAccess.Role;

/** The embedded server, really started, on directories in every state that a crash or a person may leave. */
class EmbeddedPostgresTest {
    private static final Duration AGAIN_MAX = Duration.ofSeconds(60);

    private DataDirectory data;

    @BeforeEach
    void aDirectory() throws IOException {
        data = DataDirectory.fresh();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        data.close();
    }

    @Test
    void theFirstStartMakesAServerThatAsksForPasswordsAndLosesNoCommit() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            DatabaseAccess access = server.access();

            assertThat(rules()).isNotEmpty().allMatch(rule -> rule.endsWith("scram-sha-256"));
            assertThatThrownBy(() -> DriverManager.getConnection(access.url(), Role.APP.user(), "guessed"))
                    .isInstanceOf(SQLException.class);
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.postgres().resolve("passwords"))))
                    .isEqualTo("rw-------");
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(ask(access, Role.APP, "show " + setting)).as(setting).containsExactly("on");
            }
            assertThat(ask(access, Role.APP, "show listen_addresses")).containsExactly("127.0.0.1");
        }
    }

    @Test
    void noRoleOfOursMayDoMoreThanItsWork() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            DatabaseAccess access = server.access();
            for (Role role : Role.values()) {
                assertThat(ask(access, role, """
                        select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls
                        from pg_roles where rolname = current_user""")).as("%s", role).containsExactly("f");
            }
            assertThat(ask(access, Role.OWNER, """
                    select datname from pg_database d join pg_roles r on r.oid = d.datdba
                    where r.rolname like 'vigie%' and r.rolname <> 'vigie_owner'""")).isEmpty();
            assertThatThrownBy(() -> execute(access, Role.APP, "create table mine (id int)"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.open(data.path())) {
            write(first.access());
        }
        assertThat(data.pidFile()).doesNotExist();

        try (EmbeddedPostgres second = EmbeddedPostgres.open(data.path())) {
            assertThat(written(second.access())).containsExactly("kept");
        }
    }

    @Test
    void theSecondAttachesAndOnlyTheFirstStopsTheServer() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.open(data.path())) {
            write(first.access());
            long server = data.server();
            try (EmbeddedPostgres second = EmbeddedPostgres.open(data.path())) {
                assertThat(second.access().url()).isEqualTo(first.access().url());
                assertThat(written(second.access())).containsExactly("kept");
            }
            assertThat(data.server()).isEqualTo(server);
            assertThat(written(first.access())).containsExactly("kept");
        }
        assertThat(data.pidFile()).doesNotExist();
    }

    @Test
    void twoThatStartTogetherOnAnEmptyDirectoryGetOnWithOneServerAndOneSetOfPasswords() throws Exception {
        CompletableFuture<EmbeddedPostgres> one = CompletableFuture.supplyAsync(this::open);
        CompletableFuture<EmbeddedPostgres> other = CompletableFuture.supplyAsync(this::open);
        CompletableFuture<DatabaseAccess> oneAccess = one.thenApplyAsync(EmbeddedPostgresTest::access);
        CompletableFuture<DatabaseAccess> otherAccess = other.thenApplyAsync(EmbeddedPostgresTest::access);

        assertThat(oneAccess.get().passwords()).isEqualTo(otherAccess.get().passwords());
        for (Role role : Role.values()) {
            assertThat(ask(otherAccess.get(), role, "select current_user")).containsExactly(role.user());
        }
        one.get().close();
        other.get().close();
        assertThat(data.pidFile()).doesNotExist();
    }

    /** As in a container that is started again: the numbers of processes begin anew. */
    @Test
    void aPidFileOfACrashThatNamesAnotherProgramByNowIsCleared() throws Exception {
        crashed();
        List<String> lines = Files.readAllLines(data.pidFile());
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            String number = Long.toString(other.pid());
            Files.write(
                    data.pidFile(),
                    Stream.concat(Stream.of(number), lines.stream().skip(1)).toList());

            try (EmbeddedPostgres again = EmbeddedPostgres.open(data.path())) {
                assertThat(written(again.access())).containsExactly("kept");
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aPidFileThatACrashLeftEmptyIsCleared() throws Exception {
        crashed();
        Files.writeString(data.pidFile(), "");

        try (EmbeddedPostgres again = EmbeddedPostgres.open(data.path())) {
            assertThat(written(again.access())).containsExactly("kept");
        }
    }

    @Test
    void aKilledServerIsStartedAgainAtOnceWithAllThatWasCommitted() throws Exception {
        crashed();

        try (EmbeddedPostgres again = EmbeddedPostgres.open(data.path())) {
            assertThat(written(again.access())).containsExactly("kept");
        }
    }

    @Test
    void aServerThatIsKilledUnderUsIsStartedAgainWhereItWas() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            DatabaseAccess access = server.access();
            write(access);
            long killed = data.server();
            data.killServer();

            await().atMost(AGAIN_MAX)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(written(access)).containsExactly("kept"));
            assertThat(data.server()).isNotEqualTo(killed);
        }
        assertThat(data.pidFile()).doesNotExist();
    }

    @Test
    void whatAKilledFirstStartLeftIsNoCluster() throws Exception {
        Path left = Files.createDirectories(data.postgres().resolve("cluster-unfinished-1/base"));
        Files.writeString(left.resolveSibling("PG_VERSION"), "18\n");

        try (EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            write(server.access());
        }
        assertThat(left).doesNotExist();
    }

    @Test
    void aDamagedClusterIsNotReplaced() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            write(server.access());
        }
        for (String part : List.of("PG_VERSION", "global/pg_control", "../passwords")) {
            Path file = data.cluster().resolve(part);
            Path elsewhere = data.path().resolve("elsewhere");
            Files.move(file, elsewhere);

            assertThatThrownBy(() -> EmbeddedPostgres.open(data.path()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.getFileName().toString())
                    .hasMessageContaining("backup");

            Files.move(elsewhere, file);
        }
        try (EmbeddedPostgres mended = EmbeddedPostgres.open(data.path())) {
            assertThat(written(mended.access())).containsExactly("kept");
        }
    }

    @Test
    void aServerThatDoesNotStartSaysWhereItsLogIs() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            write(server.access());
        }
        Files.writeString(data.cluster().resolve("postgresql.conf"), "no_such_setting = on\n");

        assertThatThrownBy(() -> EmbeddedPostgres.open(data.path()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("server.log");
    }

    /** A server with something in it, killed. */
    private void crashed() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.open(data.path());
        write(server.access());
        server.leave();
        data.killServer();
    }

    private static void write(DatabaseAccess access) throws SQLException {
        execute(access, Role.OWNER, "create table kept as select 'kept' as word");
    }

    private static List<String> written(DatabaseAccess access) throws SQLException {
        return ask(access, Role.OWNER, "select word from kept");
    }

    private List<String> rules() throws IOException {
        return Files.readAllLines(data.cluster().resolve("pg_hba.conf")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private EmbeddedPostgres open() {
        try {
            return EmbeddedPostgres.open(data.path());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static DatabaseAccess access(EmbeddedPostgres server) {
        try {
            return server.access();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

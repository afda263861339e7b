package org.vigie.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.database.DataDirectory.ask;
import static org.vigie.database.DataDirectory.execute;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vigie.database.DatabaseAccess.Role;

/** An operator's server: another one of the same programs, reached by its address and its administrator's password only. */
class ExternalDatabaseTest {
    private static final String ADMINISTRATOR = "postgres";

    @TempDir
    private Path data;

    private DataDirectory theirs;

    @BeforeEach
    void aServerOfAnOperator() throws IOException {
        theirs = DataDirectory.fresh();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        theirs.close();
    }

    @Test
    void itsRolesAreMadeWithPasswordsOfTheirOwnAndOwnNothing() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(theirs.path())) {
            DatabaseAccess access = ExternalDatabase.prepare(url(server), data);

            assertThat(access.url()).doesNotContain("password").doesNotContain("user");
            for (Role role : Role.values()) {
                assertThat(ask(access, role, "select rolsuper from pg_roles where rolname = current_user"))
                        .containsExactly("f");
            }
            execute(access, Role.OWNER, "create table theirs (id int)");
            assertThatThrownBy(() -> execute(access, Role.APP, "create table ours (id int)"))
                    .isInstanceOf(SQLException.class);
            assertThat(ExternalDatabase.prepare(url(server), data).passwords())
                    .as("the same at the next start")
                    .isEqualTo(access.passwords());
            pool(access);
        }
    }

    @Test
    void aServerThatMayLoseCommitsIsRefused() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(theirs.path(), List.of("fsync=off"))) {
            DatabaseAccess access = ExternalDatabase.prepare(url(server), data);

            assertThatThrownBy(() -> pool(access))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fsync = off");
        }
    }

    @Test
    void aRoleThatMayLoseCommitsIsRefused() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.open(theirs.path())) {
            DatabaseAccess access = ExternalDatabase.prepare(url(server), data);
            try (Connection administrator = DriverManager.getConnection(url(server));
                    Statement statement = administrator.createStatement()) {
                statement.execute("alter role vigie_app set synchronous_commit = off");
            }

            assertThatThrownBy(() -> pool(access))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("synchronous_commit = off");
        }
    }

    @Test
    void whatIsWrongWithTheAddressIsSaidWithoutItsPassword() {
        for (String url : List.of(
                "postgres://localhost/db?user=a&password=secret",
                "jdbc:postgresql://localhost:no-port/db?user=a&password=secret",
                "jdbc:postgresql://127.0.0.1:1/db?user=a&password=secret")) {
            assertThatThrownBy(() -> ExternalDatabase.prepare(url, data))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("--db")
                    .hasMessageNotContaining("secret")
                    .satisfies(failure -> assertThat(causes(failure)).doesNotContain("secret"));
        }
    }

    private static String causes(Throwable failure) {
        var text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    /** Opens the application's pool, which is where a server is judged. */
    private void pool(DatabaseAccess access) throws SQLException {
        var settings = new DatabaseSettings(data, Mode.TEST, null, true, 1);
        try (var pool = (com.zaxxer.hikari.HikariDataSource) new DatabaseWiring().dataSource(access, settings)) {
            assertThat(pool.isRunning()).isTrue();
        }
    }

    private String url(EmbeddedPostgres server) throws IOException, SQLException {
        String password = Passwords.at(theirs.postgres().resolve("passwords")).of(ADMINISTRATOR);
        return "%s?user=%s&password=%s".formatted(server.access().url(), ADMINISTRATOR, password);
    }
}

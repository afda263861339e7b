package org.vigie.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.database.DataDirectory.execute;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.vigie.database.DatabaseAccess.Role;

/** Statements that fail in all the ways in which PostgreSQL quotes what was in them, and the log of the real server. */
class ServerLogTest {
    private static final String CANARY = "zhqrwxkb";

    /** Each with its own habit of repeating: the statement, a parameter, the row, the value that cannot be read. */
    private static final List<String> FAILING = List.of(
            "insert into kept (id, word) values (1, ?)",
            "insert into kept (id, word) values (3, ? || 'longer than twenty characters')",
            "insert into kept (id, word, uuid) values (4, 'x', cast(? as text)::uuid)",
            "insert into kept (id, word, other) values (5, ?, 99)",
            "select cast(? as text)::int",
            "select cast(? as text)::jsonb",
            "select word from kept where nowhere = ? -- " + CANARY,
            "select * from " + CANARY + " where 'a' = ?",
            "do $$ begin raise exception '" + CANARY + "' using detail = '" + CANARY + "', hint = '" + CANARY
                    + "'; end $$; select ?",
            "do $$ begin raise warning '" + CANARY + "'; raise exception '" + CANARY + "'; end $$; select ?");

    @Test
    void theServerKeepsNothingOfWhatItWasSent() throws Exception {
        try (DataDirectory data = DataDirectory.fresh();
                EmbeddedPostgres server = EmbeddedPostgres.open(data.path())) {
            DatabaseAccess access = server.access();
            execute(access, Role.OWNER, """
                    create table kept (id int primary key, word varchar(20) unique, uuid uuid, other int references kept,
                        check (id < 100))""");
            execute(access, Role.OWNER, "insert into kept (id, word) values (1, '" + CANARY + "')");
            for (String sql : FAILING) {
                assertThatThrownBy(() -> fail(access, sql)).as(sql).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> DriverManager.getConnection(access.url(), Role.APP.user(), CANARY))
                    .isInstanceOf(SQLException.class);

            assertThat(Files.readString(data.cluster().resolve("server.log")))
                    .contains("ready to accept connections", "password authentication failed")
                    .doesNotContainIgnoringCase(CANARY);
            try (Connection connection = access.connect(Role.APP)) {
                assertThat(ServerLog.talksBy(connection)).isEmpty();
            }
        }
    }

    @Test
    void anOperatorsOwnServerIsAskedToBeAsQuiet() throws Exception {
        try (DataDirectory data = DataDirectory.fresh();
                EmbeddedPostgres server =
                        EmbeddedPostgres.open(data.path(), List.of("log_min_messages=warning", "log_statement=all"))) {
            server.access();
            var passwords = new Properties();
            try (var in = Files.newBufferedReader(data.postgres().resolve("passwords"))) {
                passwords.load(in);
            }
            String port = Files.readAllLines(data.pidFile()).get(3).strip();
            String password = Objects.requireNonNull(passwords.getProperty("postgres"));
            String url = "jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres&password=%s".formatted(port, password);
            DatabaseAccess access = ExternalDatabase.prepare(url, data.path().resolve("own"));

            assertThatThrownBy(() -> fail(access, "select 1 / 0, ? -- " + CANARY))
                    .isInstanceOf(SQLException.class);
            try (Connection connection = access.connect(Role.APP)) {
                assertThat(ServerLog.talksBy(connection)).isEmpty();
            }
            assertThat(Files.readString(data.cluster().resolve("server.log"))).doesNotContain(CANARY);
        }
    }

    private static void fail(DatabaseAccess access, String sql) throws SQLException {
        try (Connection connection = access.connect(Role.OWNER);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, CANARY);
            statement.execute();
        }
    }
}

package org.vigie;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.vigie.database.DatabaseAccess;
import org.vigie.testing.Database;

/** Plants rows past all constraints, to see who sees them: as a superuser, in a transaction that is never committed. */
final class Planting {
    private Planting() {}

    /** Only tests connect so. */
    static Connection superuser(DatabaseAccess access) throws IOException, SQLException {
        var passwords = new Properties();
        try (Reader file =
                Files.newBufferedReader(Database.data().resolve("postgres").resolve("passwords"))) {
            passwords.load(file);
        }
        return DriverManager.getConnection(access.url(), "postgres", passwords.getProperty("postgres"));
    }

    /** Tables with that column whose rows are kept apart, all of them forced. */
    static List<String> tables(Connection database, String column) throws SQLException {
        return ask(database, """
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attname = '%s' and not a.attisdropped
                where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity and c.relforcerowsecurity order by 1
                """.formatted(column));
    }

    /** Lets a table take a row that holds nothing but what is named. */
    static void loosen(Connection database, String table) throws SQLException {
        for (String name : ask(
                database,
                "select conname from pg_constraint where contype <> 'n' and conrelid = '%s'::regclass"
                        .formatted(table))) {
            execute(database, "alter table %s drop constraint if exists %s cascade".formatted(table, name));
        }
        for (String name : ask(
                database,
                "select indexrelid::regclass from pg_index where indisunique and indrelid = '%s'::regclass"
                        .formatted(table))) {
            execute(database, "drop index if exists " + name);
        }
        for (String column : ask(database, """
                select attname from pg_attribute where attrelid = '%s'::regclass and attnum > 0 and attnotnull and attidentity = ''
                """.formatted(table))) {
            execute(database, "alter table %s alter column %s drop not null".formatted(table, column));
        }
    }

    static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> ask(Connection database, String query) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Statement statement = database.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }
}

package org.vigie.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;
import org.vigie.database.OpenDatabase;

/** A database of its own as an older version left it: it is filled as it was then, and taken on by the migrations that follow. */
public final class OldDatabase implements AutoCloseable {
    private final OpenDatabase database;
    private final Connection owner;
    private final List<String> tables;

    /**
     * Opened to its owner: the rules for rows do not hold the owner back in these tables until {@link #migrate}.
     *
     * @param before the newest migration that it has
     * @param tables that are filled and read
     */
    public OldDatabase(Path folder, String before, List<String> tables) throws IOException, SQLException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        this.tables = tables;
        database = OpenDatabase.open(folder, null);
        migrate(database.access(), before);
        owner = database.access().connect(Role.OWNER);
        walls("no force");
    }

    /** Runs all migrations that are there, or those up to a version. */
    public static void migrate(DatabaseAccess access, String target) {
        Flyway.configure()
                .dataSource(access.url(), Role.OWNER.user(), access.password(Role.OWNER))
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    /** To the newest version, with the rules for rows in force as they are where it is in use. */
    public void migrate() throws SQLException {
        walls("force");
        migrate(database.access(), "latest");
        walls("no force");
    }

    public void execute(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    public String text(String sql) throws SQLException {
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private void walls(String force) throws SQLException {
        for (String table : tables) {
            execute("alter table " + table + " " + force + " row level security");
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        owner.close();
        database.close();
    }
}

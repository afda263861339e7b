package org.vigie.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.vigie.database.DatabaseAccess.Role;

/**
 * An operator's own PostgreSQL. The address given is that of an administrator who may create roles; it is used once at each
 * start to make sure that the four roles are there, and never by the application itself.
 */
final class ExternalDatabase {
    private static final int VERSION_MIN = 160_000;

    private ExternalDatabase() {}

    /**
     * @param url {@code jdbc:postgresql://host/db?user=…&password=…}
     * @throws IOException when it is no such address, too old, or its user may not create roles
     */
    static DatabaseAccess prepare(String url, Path data) throws IOException {
        // the driver's own words about an address that it cannot read repeat it, with the password
        if (!isUnderstood(url)) {
            throw new IOException(
                    "--db takes an address of the form jdbc:postgresql://host:port/database?user=…&password=…");
        }
        Files.createDirectories(data);
        Passwords passwords = Passwords.at(data.resolve("database-passwords"));
        try (Connection administrator = DriverManager.getConnection(url);
                Statement statement = administrator.createStatement()) {
            requireVersion(statement);
            Map<Role, String> known = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                String password = passwords.of(role.user());
                known.put(role, password);
                boolean there = exists(statement, role.user());
                statement.execute(
                        "%s role %s login password '%s'".formatted(there ? "alter" : "create", role.user(), password));
                ServerLog.quiet(statement, role.user());
            }
            String database = administrator.getCatalog().replace("\"", "\"\"");
            statement.execute("grant connect, create on database \"%s\" to %s".formatted(database, Role.OWNER.user()));
            statement.execute("grant create, usage on schema public to " + Role.OWNER.user());
            return new DatabaseAccess(withoutCredentials(url), known);
        } catch (SQLException e) {
            throw new IOException("the database given with --db cannot be prepared: " + e.getMessage(), e);
        }
    }

    private static boolean isUnderstood(String url) {
        try {
            return url.startsWith("jdbc:postgresql:")
                    && DriverManager.getDriver(url).acceptsURL(url);
        } catch (SQLException e) {
            return false; // no driver takes it
        }
    }

    private static void requireVersion(Statement statement) throws SQLException, IOException {
        try (ResultSet row = statement.executeQuery("show server_version_num")) {
            row.next();
            if (row.getInt(1) < VERSION_MIN) {
                throw new IOException("the database given with --db is older than PostgreSQL 16");
            }
        }
    }

    private static boolean exists(Statement statement, String role) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select 1 from pg_roles where rolname = '" + role + "'")) {
            return rows.next();
        }
    }

    static String withoutCredentials(String url) {
        return url.replaceAll("([?&])(user|password)=[^&]*", "$1")
                .replaceAll("[?&]+$", "")
                .replaceAll("\\?&+", "?")
                .replaceAll("&&+", "&");
    }
}

package org.vigie.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.vigie.database.DatabaseAccess.Role;

/** Makes the database and its four roles when they are not there, with the passwords that are on file. */
final class Roles {
    /** Ours alone on this server; given back when the connection ends. */
    private static final int LOCK = 7_101;

    private Roles() {}

    /** One process at a time, or two that start together would make up two passwords for one role. */
    static DatabaseAccess prepare(Connection superuser, String url, Path passwordFile)
            throws IOException, SQLException {
        execute(superuser, "select pg_advisory_lock(%d)".formatted(LOCK));
        Passwords passwords = Passwords.at(passwordFile);
        Map<Role, String> known = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String password = passwords.of(role.user());
            known.put(role, password);
            ensureRole(superuser, role.user(), password);
        }
        ensureDatabase(superuser);
        return new DatabaseAccess(url, known);
    }

    private static void ensureRole(Connection superuser, String user, String password) throws SQLException {
        if (!exists(superuser, "select 1 from pg_roles where rolname = ?", user)) {
            // the password is base64url of our own making, so that quoting it is safe
            execute(superuser, "create role %s login password '%s'".formatted(user, password));
        }
    }

    private static void ensureDatabase(Connection superuser) throws SQLException {
        if (!exists(superuser, "select 1 from pg_database where datname = ?", EmbeddedPostgres.DATABASE)) {
            execute(superuser, "create database %s owner %s".formatted(EmbeddedPostgres.DATABASE, Role.OWNER.user()));
        }
        // again at each start: the one before may have been killed after the line above
        execute(superuser, "revoke all on database %s from public".formatted(EmbeddedPostgres.DATABASE));
        for (Role role : Role.values()) {
            execute(superuser, "grant connect on database %s to %s".formatted(EmbeddedPostgres.DATABASE, role.user()));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}

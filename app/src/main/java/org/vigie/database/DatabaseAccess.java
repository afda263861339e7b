package org.vigie.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * How each role reaches the database.
 *
 * @param url the JDBC address without user and password
 * @param passwords of each role
 */
public record DatabaseAccess(String url, Map<Role, String> passwords) {
    /** The roles of the database; what each may do is said in the package description. */
    public enum Role {
        OWNER,
        APP,
        INDEX,
        VERIFIER;

        /** The role's name in PostgreSQL. */
        public String user() {
            return "vigie_" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public String password(Role role) {
        String password = passwords.get(role);
        if (password == null) {
            throw new IllegalStateException("no password for the database role " + role.user());
        }
        return password;
    }

    /** One plain connection, outside any pool. The caller closes it. */
    public Connection connect(Role role) throws SQLException {
        return DriverManager.getConnection(url, role.user(), password(role));
    }

    @Override
    public String toString() {
        return "DatabaseAccess[" + url + "]";
    }
}

package org.vigie.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the database server may write into its own log. By itself it writes each failed statement, its parameters, and the row
 * that was in the way, which may be what a witness typed. We are told of every failure as the one who asked; the server's log
 * is left with what concerns the server: that it started, stopped, recovered, or cannot go on.
 */
public final class ServerLog {
    /**
     * Each with its value. {@code log_min_messages=log} leaves out {@code ERROR} and below, since already the first line of an
     * error may quote a value; the others hold should somebody change that one.
     */
    static final Map<String, String> QUIET = quiet();

    private ServerLog() {}

    private static Map<String, String> quiet() {
        Map<String, String> quiet = new LinkedHashMap<>();
        quiet.put("log_min_messages", "log");
        quiet.put("log_min_error_statement", "panic");
        quiet.put("log_error_verbosity", "terse");
        quiet.put("log_statement", "none");
        quiet.put("log_min_duration_statement", "-1");
        quiet.put("log_min_duration_sample", "-1");
        quiet.put("log_transaction_sample_rate", "0");
        quiet.put("log_duration", "off");
        quiet.put("log_parameter_max_length", "0");
        quiet.put("log_parameter_max_length_on_error", "0");
        quiet.put("debug_print_parse", "off");
        quiet.put("debug_print_rewritten", "off");
        quiet.put("debug_print_plan", "off");
        return quiet;
    }

    /** The settings that a connection finds otherwise, as {@code name=value}: what an operator's own server may write down. */
    public static List<String> talksBy(Connection connection) throws SQLException {
        List<String> talks = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> setting : QUIET.entrySet()) {
                try (ResultSet row = statement.executeQuery("select current_setting('" + setting.getKey() + "')")) {
                    row.next();
                    if (!row.getString(1).equals(setting.getValue())) {
                        talks.add(setting.getKey() + "=" + row.getString(1));
                    }
                }
            }
        }
        return talks;
    }

    /**
     * Asks an operator's own server to be quiet for one role. Most of these settings need a superuser, or one who was granted
     * them; where the server refuses, {@code doctor} says which are left.
     */
    static void quiet(Statement statement, String role) {
        QUIET.forEach((name, value) -> {
            try {
                statement.execute("alter role %s set %s = '%s'".formatted(role, name, value));
            } catch (SQLException refused) {
                // not ours to set here; what is left is the operator's, and doctor says so
            }
        });
    }
}

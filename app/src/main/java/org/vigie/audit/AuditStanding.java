package org.vigie.audit;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Whether the audit log of a database is the one that this installation signed; for those who look from outside. */
public final class AuditStanding {
    private AuditStanding() {}

    /**
     * How the two differ.
     *
     * @param data the data directory, with the keys
     * @param origin the log's name
     * @param connection of the role that verifies
     * @return empty where the log goes on from what was signed last, or nothing was signed yet
     */
    public static Optional<AuditConflict> conflict(Path data, String origin, Connection connection) {
        var tree = new AuditTree(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        return new SigningRecord(data.resolve("keys")).conflict(origin, tree);
    }
}

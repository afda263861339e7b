package org.vigie.crawl;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;
import org.vigie.crawl.SeenMediaFeed.Mark;
import org.vigie.crawl.SeenMediaFeed.Reader;

/** Reads the PDQ hashes of the media table as a stream. */
@Repository
class SeenHashes {
    private static final int FETCH_ROWS = 5_000;

    private final DataSource database;

    SeenHashes(DataSource database) {
        this.database = database;
    }

    /** Feeds what may have been added since the mark; answers the next one. Both are of one moment. */
    Mark read(Mark since, Reader reader) {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                Mark next = mark(connection);
                feed(connection, since, reader);
                return next;
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("reading what was seen", null, e);
        }
    }

    private static Mark mark(Connection connection) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select pg_snapshot_xmin(pg_current_snapshot())::text");
                ResultSet row = query.executeQuery()) {
            row.next();
            return new Mark(row.getString(1));
        }
    }

    private static void feed(Connection connection, Mark since, Reader reader) throws SQLException {
        boolean isAll = since.equals(SeenMediaFeed.BEGINNING);
        // all of it is read along the numbers and what was added along the transactions: one statement cannot do both
        // well
        try (PreparedStatement query =
                connection.prepareStatement("""
                select number, pdq from media
                where pdq is not null and pdq_quality >= ? %s
                order by number
                """.formatted(isAll ? "" : "and added_in >= ?::xid8"))) {
            query.setInt(1, Pdq.QUALITY_MIN);
            if (!isAll) {
                query.setString(2, since.transaction());
            }
            query.setFetchSize(FETCH_ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    reader.take(row.getLong("number"), Pdq.of(HashValue.of(HashAlgorithm.PDQ, row.getBytes("pdq"))));
                }
            }
        }
    }
}

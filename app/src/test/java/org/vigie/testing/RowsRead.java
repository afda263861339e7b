package org.vigie.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.database.DatabaseAccess;
import org.vigie.database.DatabaseAccess.Role;

/** Counts the rows of a table that some work reads, by PostgreSQL's own count: what a page or a batch costs as the table grows. */
@TestComponent
public class RowsRead {
    private final DatabaseAccess access;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    RowsRead(DatabaseAccess access, JdbcClient db, TransactionTemplate transaction) {
        this.access = access;
        this.db = db;
        this.transaction = transaction;
    }

    /**
     * Does the work in a transaction in which no table is read whole where an index can be used. The tables of a test are short, and
     * rightly read whole; it is the index that counts when they are long.
     *
     * @return the rows that were read by an index or without one
     */
    public long of(String table, Runnable work) {
        return transaction.execute(status -> {
            db.sql("set local enable_seqscan = off").update();
            long before = soFar(table);
            work.run();
            return soFar(table) - before;
        });
    }

    /** What autovacuum does sooner or later: PostgreSQL learns how long a table is and what is in it. */
    public void know(String table) throws SQLException {
        try (Connection owner = access.connect(Role.OWNER);
                Statement statement = owner.createStatement()) {
            statement.execute("analyze " + table);
        }
    }

    /** By this connection, since it last told others of it. */
    private long soFar(String table) {
        return db.sql("""
                select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)
                from pg_stat_xact_user_tables where relname = :table
                """).param("table", table).query(Long.class).single();
    }
}

package org.vigie.database;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of one table that are past their day. Days begin at midnight UTC. */
public final class OldRows {
    private final JdbcClient db;
    private final String from;

    /**
     * @param table its primary key is called id; the condition may call it k
     * @param since the column that says since when a row ages
     * @param condition on the rows that may end, in SQL
     */
    public OldRows(JdbcClient db, String table, String since, String condition) {
        this.db = db;
        this.from = " from " + table + " k where k." + since + " < (cast(:day as date)::timestamp at time zone 'UTC')"
                + " and k.erased_at is null and " + condition;
    }

    /**
     * Those that are older than that day, in the order of their ids.
     *
     * @param after only rows with a greater id
     */
    public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return db.sql("select k.id" + from + " and k.id > :after order by k.id limit :limit")
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> Sql.id(row, "id"))
                .list();
    }
}

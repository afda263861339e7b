package org.vigie.compartment;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.database.OldRows;
import org.vigie.database.Sql;

/** The end of what a table of requests keeps of what people wrote. */
final class EndedRequests {
    private final JdbcClient db;
    private final OldRows old;
    private final String table;
    private final String words;

    /**
     * @param table with id, asked_at and erased_at
     * @param words its columns that hold what somebody wrote
     */
    EndedRequests(JdbcClient db, String table, String... words) {
        this.db = db;
        this.table = table;
        this.words = Stream.of(words).map(column -> column + " = null, ").collect(Collectors.joining());
        // a request waits for days at most, and one that is erased waits no more
        this.old = new OldRows(db, table, "asked_at", "true");
    }

    OldRows old() {
        return old;
    }

    boolean exists(UUID id) {
        return db.sql("select exists (select 1 from " + table + " where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Whether there was anything to erase. */
    boolean erase(UUID id, Instant at) {
        return db.sql("update " + table + " set " + words + "erased_at = :at where id = :id and erased_at is null")
                        .param("id", id)
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }
}

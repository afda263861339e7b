package org.vigie.database;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a second person said of a request that waits for one.
 *
 * @param by who
 */
public record Decision(UUID by, Instant at, boolean agreed) {
    /**
     * Writes it down, unless the request is decided already.
     *
     * @param table of requests: with id, decided_at, decided_by and agreed
     */
    public void write(JdbcClient db, String table, UUID request) {
        db.sql("update " + table + " set decided_at = :at, decided_by = :by, agreed = :agreed"
                        + " where id = :id and decided_at is null")
                .param("id", request)
                .param("by", by)
                .param("at", Sql.utc(at))
                .param("agreed", agreed)
                .update();
    }
}

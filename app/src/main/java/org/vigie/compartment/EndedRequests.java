package org.vigie.compartment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.OldRows;
import org.vigie.database.Sql;

/** The end of what the tables of requests keep of what people wrote. */
@Repository
class EndedRequests {
    /** Requests that end, by the kind under which rules name them. */
    enum Of {
        GLASS("compartment_glass", "content_sealed = null, reason_sealed = null"),
        APPOINTMENT("compartment_appointment", "reason_sealed = null");

        private final String table;
        private final String nothing;

        Of(String table, String nothing) {
            this.table = table;
            this.nothing = nothing;
        }
    }

    private final JdbcClient db;

    EndedRequests(JdbcClient db) {
        this.db = db;
    }

    /** A request waits for days at most, and one that is erased waits no more: none is left out because it waits. */
    List<UUID> olderThan(Of of, LocalDate day, UUID after, int limit) {
        return new OldRows(db, of.table, "asked_at", "true").olderThan(day, after, limit);
    }

    boolean exists(Of of, UUID id) {
        return db.sql("select exists (select 1 from " + of.table + " where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Whether there was anything to erase. */
    boolean erase(Of of, UUID id, Instant at) {
        return db.sql("update " + of.table + " set " + of.nothing
                                + ", erased_at = :at where id = :id and erased_at is null")
                        .param("id", id)
                        .param("at", Sql.utc(at))
                        .update()
                == 1;
    }
}

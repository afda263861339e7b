package org.vigie.compartment;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.OldRows;
import org.vigie.database.Sql;

/** The end of what the table compartment_glass keeps. */
@Repository
class EndedGlass {
    private final JdbcClient db;
    private final OldRows old;

    EndedGlass(JdbcClient db) {
        this.db = db;
        // a request waits for minutes and a rule for days, so that none of these waits
        this.old = new OldRows(db, "compartment_glass", "asked_at", "true");
    }

    OldRows old() {
        return old;
    }

    boolean exists(UUID id) {
        return db.sql("select exists (select 1 from compartment_glass where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /** Whether there was anything to erase. */
    boolean erase(UUID id, Instant at) {
        return db.sql("""
                update compartment_glass set content_sealed = null, reason_sealed = null, erased_at = :at
                where id = :id and erased_at is null
                """).param("id", id).param("at", Sql.utc(at)).update() == 1;
    }
}

package org.vigie.compartment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The end of what the table compartment_glass keeps. Days are of UTC. */
@Repository
class EndedGlass {
    /** A request waits for minutes and a rule for days, so that none of these waits. */
    private static final String OLD = """
            from compartment_glass g
            where g.erased_at is null and g.asked_at < (cast(:day as date)::timestamp at time zone 'UTC')
            """;

    private final JdbcClient db;

    EndedGlass(JdbcClient db) {
        this.db = db;
    }

    List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return db.sql("select g.id " + OLD + "and g.id > :after order by g.id limit :limit")
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> Sql.id(row, "id"))
                .list();
    }

    long countOlderThan(LocalDate day) {
        return db.sql("select count(*) " + OLD)
                .param("day", day)
                .query(Long.class)
                .single();
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

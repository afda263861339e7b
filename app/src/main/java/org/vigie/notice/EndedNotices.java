package org.vigie.notice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** Takes out of the table of notices what ends with one. */
@Repository
class EndedNotices {
    /** Closed, and nothing that it asked for is up: as long as something is, reminders refer to it. */
    private static final String OLD = """
            from notice n where n.erased_at is null and n.closed_at < (cast(:day as date)::timestamp at time zone 'UTC')
              and not exists (
                select 1 from notice_item i join stat_item_spell s on s.item_id = i.item_id and s.number = i.spell
                where i.notice_id = n.id and s.still_up)
            """;

    private final JdbcClient db;

    EndedNotices(JdbcClient db) {
        this.db = db;
    }

    List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return db.sql("select n.id " + OLD + "and n.id > :after order by n.id limit :limit")
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

    /** Whether there was anything to erase: not where it is erased already, or not closed. */
    boolean erase(UUID id, Instant at) {
        return db.sql("""
                update notice set letter_sealed = null, words_sealed = null, last_reply = null, erased_at = :at,
                    version = version + 1
                where id = :id and erased_at is null and closed_at is not null
                """).param("id", id).param("at", Sql.utc(at)).update() == 1;
    }

    boolean exists(UUID id) {
        return is(id, "select exists (select 1 from notice where id = :id)");
    }

    boolean isErased(UUID id) {
        return is(id, "select exists (select 1 from notice where id = :id and erased_at is not null)");
    }

    private boolean is(UUID id, String sql) {
        return db.sql(sql).param("id", id).query(Boolean.class).single();
    }
}

package org.vigie.notice;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.OldRows;
import org.vigie.database.Sql;

/** Takes out of the table of notices what ends with one. */
@Repository
class EndedNotices {
    /** As long as something is up that a notice asked for, reminders refer to it. */
    private static final String NOTHING_UP = """
            not exists (
              select 1 from notice_item i join stat_item_spell s on s.item_id = i.item_id and s.number = i.spell
              where i.notice_id = k.id and s.still_up)
            """;

    private final JdbcClient db;
    private final OldRows old;

    EndedNotices(JdbcClient db) {
        this.db = db;
        this.old = new OldRows(db, "notice", "closed_at", NOTHING_UP);
    }

    OldRows old() {
        return old;
    }

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

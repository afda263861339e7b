package org.vigie.retention;

import static org.vigie.database.Sql.utc;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table retention_night: one row of an organisation while its night goes on. */
@Repository
class Nights {
    private final JdbcClient db;

    Nights(JdbcClient db) {
        this.db = db;
    }

    /** Locked until the transaction ends. */
    Optional<NightStanding> lock() {
        return db.sql("select begun_at, kind, after, erased, held, failed, whole from retention_night for update")
                .query((row, number) -> new NightStanding(
                        Sql.at(row, "begun_at"),
                        row.getString("kind"),
                        Sql.id(row, "after"),
                        row.getInt("erased"),
                        row.getInt("held"),
                        row.getInt("failed"),
                        row.getBoolean("whole")))
                .optional();
    }

    /** In the place of what was there. */
    void put(NightStanding standing, OrgId org) {
        db.sql("""
                insert into retention_night (org_id, begun_at, kind, after, erased, held, failed, whole)
                values (:org, :begun, :kind, :after, :erased, :held, :failed, :whole)
                on conflict (org_id) do update
                set begun_at = :begun, kind = :kind, after = :after, erased = :erased, held = :held, failed = :failed,
                    whole = :whole
                """)
                .param("org", org.value())
                .param("begun", utc(standing.begunAt()))
                .param("kind", standing.kind())
                .param("after", standing.after())
                .param("erased", standing.erased())
                .param("held", standing.held())
                .param("failed", standing.failed())
                .param("whole", standing.isWhole())
                .update();
    }

    void ended() {
        db.sql("delete from retention_night").update();
    }
}

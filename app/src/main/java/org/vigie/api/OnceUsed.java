package org.vigie.api;

import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table api_once. */
@Repository
class OnceUsed {
    /** For each that comes, so many that are over are dropped: the table stays as long as the window is. */
    private static final int DROPPED_EACH = 3;

    private final JdbcClient db;

    OnceUsed(JdbcClient db) {
        this.db = db;
    }

    /** False where that was used before. */
    boolean use(OrgId org, UUID client, byte[] mac, Instant until, Instant now) {
        boolean isNew = db.sql("""
                insert into api_once (client_id, mac, org_id, until) values (:client, :mac, :org, :until)
                on conflict (client_id, mac) do nothing
                """)
                        .param("client", client)
                        .param("mac", mac)
                        .param("org", org.value())
                        .param("until", Sql.utc(until))
                        .update()
                == 1;
        db.sql("""
                delete from api_once where (client_id, mac) in (
                    select client_id, mac from api_once where client_id = :client and until < :now
                    order by until limit :limit for update skip locked)
                """)
                .param("client", client)
                .param("now", Sql.utc(now))
                .param("limit", DROPPED_EACH)
                .update();
        return isNew;
    }
}

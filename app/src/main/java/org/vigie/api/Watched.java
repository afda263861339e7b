package org.vigie.api;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The table api_client_watch. */
@Repository
class Watched {
    private final JdbcClient db;

    Watched(JdbcClient db) {
        this.db = db;
    }

    Optional<byte[]> sealed(UUID client) {
        return db.sql("select sealed from api_client_watch where client_id = :client")
                .param("client", client)
                .query((row, number) -> row.getBytes("sealed"))
                .optional();
    }

    void keep(ApiClient client, byte[] sealed, Instant now) {
        db.sql("""
                insert into api_client_watch (client_id, org_id, sealed, updated_at) values (:client, :org, :sealed, :now)
                on conflict (client_id) do update set sealed = :sealed, updated_at = :now
                """)
                .param("client", client.id())
                .param("org", client.org().value())
                .param("sealed", sealed)
                .param("now", Sql.utc(now))
                .update();
    }

    void forget(UUID client) {
        db.sql("delete from api_client_watch where client_id = :client")
                .param("client", client)
                .update();
    }
}

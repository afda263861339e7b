package org.vigie.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table api_client_key. */
@Repository
class ClientKeys {
    private static final String COLUMNS = "id, client_id, thumbprint, algorithm, jwk, added_at, revoked_at";

    private final JdbcClient db;

    ClientKeys(JdbcClient db) {
        this.db = db;
    }

    /** False where the client has that key, or had it. */
    boolean add(OrgId org, ClientKey key) {
        return db.sql("""
                insert into api_client_key (id, org_id, client_id, thumbprint, algorithm, jwk, added_at)
                values (:id, :org, :client, :thumbprint, :algorithm, :jwk, :added)
                on conflict (client_id, thumbprint) do nothing
                """)
                        .param("id", key.id())
                        .param("org", org.value())
                        .param("client", key.client())
                        .param("thumbprint", key.thumbprint())
                        .param("algorithm", key.algorithm())
                        .param("jwk", key.jwk())
                        .param("added", Sql.utc(key.addedAt()))
                        .update()
                == 1;
    }

    /** The newest first, revoked ones among them. */
    List<ClientKey> of(UUID client, int limit) {
        return db.sql("select " + COLUMNS
                        + " from api_client_key where client_id = :client order by added_at desc, id limit :limit")
                .param("client", client)
                .param("limit", limit)
                .query(ClientKeys::row)
                .list();
    }

    /** Whether it is a key of that client, revoked or not. */
    boolean isOf(UUID client, UUID id) {
        return db.sql("select exists (select 1 from api_client_key where id = :id and client_id = :client)")
                .param("id", id)
                .param("client", client)
                .query(Boolean.class)
                .single();
    }

    /** False when it is revoked already, or is none. */
    boolean revoke(UUID id, Instant now) {
        return db.sql("update api_client_key set revoked_at = :now where id = :id and revoked_at is null")
                        .param("id", id)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    private static ClientKey row(ResultSet row, int number) throws SQLException {
        return new ClientKey(
                Sql.id(row, "id"),
                Sql.id(row, "client_id"),
                row.getString("thumbprint"),
                row.getString("algorithm"),
                row.getString("jwk"),
                Sql.at(row, "added_at"),
                Sql.instant(row, "revoked_at"));
    }
}

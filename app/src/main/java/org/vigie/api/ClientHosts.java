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

/** The table api_client_host. */
@Repository
class ClientHosts {
    private final JdbcClient db;

    ClientHosts(JdbcClient db) {
        this.db = db;
    }

    /** False where the client has that host. */
    boolean add(OrgId org, ClientHost host) {
        return db.sql("""
                insert into api_client_host (id, org_id, client_id, host, added_at)
                values (:id, :org, :client, :host, :added)
                on conflict (client_id, host) where removed_at is null do nothing
                """)
                        .param("id", host.id())
                        .param("org", org.value())
                        .param("client", host.client())
                        .param("host", host.host())
                        .param("added", Sql.utc(host.addedAt()))
                        .update()
                == 1;
    }

    /** Those that count, by name. */
    List<ClientHost> of(UUID client, int limit) {
        return db.sql("""
                select id, client_id, host, added_at from api_client_host
                where client_id = :client and removed_at is null order by host limit :limit
                """)
                .param("client", client)
                .param("limit", limit)
                .query(ClientHosts::row)
                .list();
    }

    /** False when it is removed already, or is none of that client. */
    boolean remove(UUID client, UUID id, Instant now) {
        return db.sql("""
                update api_client_host set removed_at = :now
                where id = :id and client_id = :client and removed_at is null
                """)
                        .param("id", id)
                        .param("client", client)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    private static ClientHost row(ResultSet row, int number) throws SQLException {
        return new ClientHost(
                Sql.id(row, "id"), Sql.id(row, "client_id"), row.getString("host"), Sql.at(row, "added_at"));
    }
}

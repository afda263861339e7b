package org.vigie.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table api_client. */
@Repository
class ApiClients {
    private static final String COLUMNS = "id, org_id, name, inside_circle, daily_quota, created_at, revoked_at";

    private final JdbcClient db;

    ApiClients(JdbcClient db) {
        this.db = db;
    }

    /** Where in the installation the client with this token is; the one look that needs no organisation. */
    Optional<ClientPlace> place(byte[] tokenMac) {
        return db.sql("select client_id, org_id from find_api_client(:mac)")
                .param("mac", tokenMac)
                .query((row, number) -> new ClientPlace(Sql.id(row, "client_id"), new OrgId(Sql.id(row, "org_id"))))
                .optional();
    }

    record ClientPlace(UUID client, OrgId org) {}

    void add(ApiClient client, byte[] tokenMac) {
        db.sql("""
                insert into api_client (id, org_id, name, token_mac, inside_circle, daily_quota, created_at)
                values (:id, :org, :name, :mac, :inside, :quota, :created)
                """)
                .param("id", client.id())
                .param("org", client.org().value())
                .param("name", client.name())
                .param("mac", tokenMac)
                .param("inside", client.isInside())
                .param("quota", client.dailyQuota())
                .param("created", Sql.utc(client.createdAt()))
                .update();
    }

    Optional<ApiClient> find(UUID id) {
        return db.sql("select " + COLUMNS + " from api_client where id = :id")
                .param("id", id)
                .query(ApiClients::row)
                .optional();
    }

    List<ApiClient> newest(int limit) {
        return db.sql("select " + COLUMNS + " from api_client order by created_at desc, id limit :limit")
                .param("limit", limit)
                .query(ApiClients::row)
                .list();
    }

    /** False when it is revoked already, or is none. */
    boolean revoke(UUID id, Instant now) {
        return db.sql("update api_client set revoked_at = :now where id = :id and revoked_at is null")
                        .param("id", id)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    private static ApiClient row(ResultSet row, int number) throws SQLException {
        return new ApiClient(
                Sql.id(row, "id"),
                new OrgId(Sql.id(row, "org_id")),
                row.getString("name"),
                row.getBoolean("inside_circle") ? Circle.INSIDE : Circle.OUTSIDE,
                row.getInt("daily_quota"),
                Sql.at(row, "created_at"),
                Sql.instant(row, "revoked_at"));
    }
}

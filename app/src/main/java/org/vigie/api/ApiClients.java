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
    static final String COLUMNS = "api_client.id, api_client.org_id, api_client.name, api_client.inside_circle,"
            + " api_client.daily_quota, api_client.networks, api_client.expects_sequences, api_client.token_until,"
            + " api_client.created_at, api_client.revoked_at";

    private final JdbcClient db;

    ApiClients(JdbcClient db) {
        this.db = db;
    }

    /** Which organisation the client is of, whichever is bound; empty where there is none with that id. */
    Optional<OrgId> organisation(UUID client) {
        return db.sql("select org_of_api_client(:id) as org_id")
                .param("id", client)
                .query((row, number) ->
                        Optional.ofNullable(Sql.optionalId(row, "org_id")).map(OrgId::new))
                .single();
    }

    void add(ApiClient client) {
        db.sql("""
                insert into api_client (id, org_id, name, inside_circle, daily_quota, created_at)
                values (:id, :org, :name, :inside, :quota, :created)
                """)
                .param("id", client.id())
                .param("org", client.org().value())
                .param("name", client.name())
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

    /** The same, kept from others until the transaction ends. */
    Optional<ApiClient> lock(UUID id) {
        return db.sql("select " + COLUMNS + " from api_client where id = :id for update")
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

    /** Gives it a long-lived token in place of the one it may have; false where it is revoked or is none. */
    boolean setToken(UUID id, byte[] tokenMac, Instant until) {
        return db.sql("""
                update api_client set token_mac = :mac, token_until = :until where id = :id and revoked_at is null
                """)
                        .param("id", id)
                        .param("mac", tokenMac)
                        .param("until", Sql.utc(until))
                        .update()
                == 1;
    }

    /** Takes its long-lived token away; false where it has none. */
    boolean dropToken(UUID id) {
        return db.sql(
                                "update api_client set token_mac = null, token_until = null where id = :id and token_mac is not null")
                        .param("id", id)
                        .update()
                == 1;
    }

    /** False when it is revoked, or is none. */
    boolean takeInside(UUID id) {
        return db.sql("update api_client set inside_circle = true where id = :id and revoked_at is null")
                        .param("id", id)
                        .update()
                == 1;
    }

    boolean setNetworks(UUID id, List<String> networks) {
        return db.sql("update api_client set networks = :networks where id = :id")
                        .param("id", id)
                        .param("networks", networks.toArray(String[]::new))
                        .update()
                == 1;
    }

    boolean setExpectsSequences(UUID id, boolean expects) {
        return db.sql("update api_client set expects_sequences = :expects where id = :id")
                        .param("id", id)
                        .param("expects", expects)
                        .update()
                == 1;
    }

    /** False when it is revoked already, or is none. */
    boolean revoke(UUID id, Instant now) {
        return db.sql("update api_client set revoked_at = :now where id = :id and revoked_at is null")
                        .param("id", id)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    static ApiClient row(ResultSet row, int number) throws SQLException {
        return new ApiClient(
                Sql.id(row, "id"),
                new OrgId(Sql.id(row, "org_id")),
                row.getString("name"),
                row.getBoolean("inside_circle") ? Circle.INSIDE : Circle.OUTSIDE,
                row.getInt("daily_quota"),
                List.of((String[]) row.getArray("networks").getArray()),
                row.getBoolean("expects_sequences"),
                Sql.instant(row, "token_until"),
                Sql.at(row, "created_at"),
                Sql.instant(row, "revoked_at"));
    }
}

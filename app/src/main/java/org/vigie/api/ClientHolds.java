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
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The table api_client_hold. */
@Repository
class ClientHolds {
    private static final String SELECT = """
            select h.id, h.client_id, c.name, h.cause, h.questions, h.state, h.held_at, h.decided_at, h.reason_sealed, h.version
            from api_client_hold h join api_client c on c.id = h.client_id
            """;

    private final JdbcClient db;
    private final Sealer sealer;

    ClientHolds(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    /** Whether the client gets no answers now. */
    boolean isHeld(UUID client) {
        return db.sql("select exists (select from api_client_hold where client_id = :client and state <> 'LIFTED')")
                .param("client", client)
                .query(Boolean.class)
                .single();
    }

    /** False where it is held already. */
    boolean add(UUID id, ApiClient client, ClientHold.Cause cause, int questions, Instant now) {
        return db.sql("""
                insert into api_client_hold (id, org_id, client_id, cause, questions, state, held_at)
                values (:id, :org, :client, :cause, :questions, 'HELD', :now)
                on conflict (client_id) where state <> 'LIFTED' do nothing
                """)
                        .param("id", id)
                        .param("org", client.org().value())
                        .param("client", client.id())
                        .param("cause", cause.name())
                        .param("questions", questions)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    int waiting() {
        return db.sql("select count(*) from api_client_hold where state = 'HELD'")
                .query(Integer.class)
                .single();
    }

    Optional<ClientHold> find(UUID id) {
        return db.sql(SELECT + "where h.id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /** Those that are open first, then the newest. */
    List<ClientHold> newest(int limit) {
        return db.sql(SELECT + "order by h.state = 'LIFTED', h.held_at desc, h.id limit :limit")
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** False where somebody decided meanwhile. */
    boolean decide(ClientHold hold, ClientHold.State state, String reason, UUID by, Instant now) {
        return db.sql("""
                update api_client_hold
                set state = :state, reason_sealed = :reason, decided_by = :by, decided_at = :now, version = version + 1
                where id = :id and version = :version and state <> 'LIFTED'
                """)
                        .param("id", hold.id())
                        .param("version", hold.version())
                        .param("state", state.name())
                        .param("reason", sealer.seal(reason, where(hold.id())))
                        .param("by", by)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    private ClientHold row(ResultSet row, int number) throws SQLException {
        byte[] reason = row.getBytes("reason_sealed");
        return new ClientHold(
                Sql.id(row, "id"),
                Sql.id(row, "client_id"),
                row.getString("name"),
                ClientHold.Cause.valueOf(row.getString("cause")),
                row.getInt("questions"),
                ClientHold.State.valueOf(row.getString("state")),
                Sql.at(row, "held_at"),
                Sql.instant(row, "decided_at"),
                reason == null ? null : sealer.open(reason, where(Sql.id(row, "id"))),
                row.getInt("version"));
    }

    private static SealedIn where(UUID id) {
        return new SealedIn("api_client_hold", "reason_sealed", id);
    }
}

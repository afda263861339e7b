package org.vigie.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Decision;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table api_client_request. */
@Repository
class ClientRequests {
    private static final String COLUMNS =
            "id, client_id, what, days, jwk, asked_by, asked_at, decided_by, decided_at, agreed, taken_at";

    private final JdbcClient db;

    ClientRequests(JdbcClient db) {
        this.db = db;
    }

    void add(OrgId org, ClientRequest request) {
        db.sql("""
                insert into api_client_request
                    (id, org_id, client_id, what, days, jwk, asked_by, asked_at, decided_at, agreed, taken_at)
                values (:id, :org, :client, :what, :days, :jwk, :by, :at, :decided, :agreed, :taken)
                """)
                .param("id", request.id())
                .param("org", org.value())
                .param("client", request.client())
                .param("what", request.what().name())
                .param("days", request.days())
                .param("jwk", request.jwk())
                .param("by", request.askedBy())
                .param("at", Sql.utc(request.askedAt()))
                .param("decided", request.decidedAt() == null ? null : Sql.utc(request.decidedAt()))
                .param("agreed", request.agreed())
                .param("taken", request.takenAt() == null ? null : Sql.utc(request.takenAt()))
                .update();
    }

    /** The newest first. */
    List<ClientRequest> of(UUID client, int limit) {
        return db.sql("select " + COLUMNS
                        + " from api_client_request where client_id = :client order by asked_at desc, id limit :limit")
                .param("client", client)
                .param("limit", limit)
                .query(ClientRequests::row)
                .list();
    }

    /** Clients about which somebody else than that person waits for a decision. */
    List<UUID> waitingForOthers(UUID person, Instant since, int limit) {
        return db.sql("""
                select distinct client_id from api_client_request
                where decided_at is null and asked_at > :since and asked_by <> :person order by client_id limit :limit
                """)
                .param("person", person)
                .param("since", Sql.utc(since))
                .param("limit", limit)
                .query((row, number) -> Sql.id(row, "client_id"))
                .list();
    }

    /** One about that client, kept from others until the transaction ends. */
    Optional<ClientRequest> lock(UUID client, UUID id) {
        return db.sql("select " + COLUMNS
                        + " from api_client_request where id = :id and client_id = :client for update")
                .param("id", id)
                .param("client", client)
                .query(ClientRequests::row)
                .optional();
    }

    void decide(UUID id, Decision decision) {
        decision.write(db, "api_client_request", id);
    }

    void taken(UUID id, Instant at) {
        db.sql("update api_client_request set taken_at = :at where id = :id and taken_at is null")
                .param("id", id)
                .param("at", Sql.utc(at))
                .update();
    }

    private static ClientRequest row(ResultSet row, int number) throws SQLException {
        return new ClientRequest(
                Sql.id(row, "id"),
                Sql.id(row, "client_id"),
                ClientRequest.What.valueOf(row.getString("what")),
                row.getObject("days", Integer.class),
                row.getString("jwk"),
                Sql.optionalId(row, "asked_by"),
                Sql.at(row, "asked_at"),
                Sql.optionalId(row, "decided_by"),
                Sql.instant(row, "decided_at"),
                row.getObject("agreed", Boolean.class),
                Sql.instant(row, "taken_at"));
    }
}

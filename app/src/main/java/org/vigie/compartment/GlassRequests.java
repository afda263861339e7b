package org.vigie.compartment;

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
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The table compartment_glass. A request is open until a colleague decides or its time is over. */
@Repository
class GlassRequests {
    private static final String OPEN = "decided_at is null and erased_at is null and asked_at > :since";

    private final JdbcClient db;
    private final Sealer sealer;

    GlassRequests(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    void add(OrgId org, GlassRequest request) {
        db.sql("""
                insert into compartment_glass (id, org_id, person_id, content_sealed, reason_sealed, asked_at)
                values (:id, :org, :person, :content, :reason, :at)
                """)
                .param("id", request.id())
                .param("org", org.value())
                .param("person", request.person())
                .param("content", sealer.seal(request.content().toString(), sealedIn("content_sealed", request.id())))
                .param("reason", sealer.seal(request.reason(), sealedIn("reason_sealed", request.id())))
                .param("at", Sql.utc(request.askedAt()))
                .update();
    }

    /** Those that were asked for after that moment and wait, the oldest first. */
    List<GlassRequest> open(Instant since, int limit) {
        return db.sql("""
                select id, person_id, content_sealed, reason_sealed, asked_at from compartment_glass
                where %s order by asked_at, id limit :limit
                """.formatted(OPEN))
                .param("since", Sql.utc(since))
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    int openOf(UUID person, Instant since) {
        return db.sql("select count(*) from compartment_glass where person_id = :person and " + OPEN)
                .param("person", person)
                .param("since", Sql.utc(since))
                .query(Integer.class)
                .single();
    }

    /** How many wait for somebody else than that person. */
    int openForOthers(UUID person, Instant since) {
        return db.sql("select count(*) from compartment_glass where person_id <> :person and " + OPEN)
                .param("person", person)
                .param("since", Sql.utc(since))
                .query(Integer.class)
                .single();
    }

    /** An open one, kept from others until the transaction ends. */
    Optional<GlassRequest> lockOpen(UUID id, Instant since) {
        return db.sql("""
                select id, person_id, content_sealed, reason_sealed, asked_at from compartment_glass
                where id = :id and %s for update
                """.formatted(OPEN))
                .param("id", id)
                .param("since", Sql.utc(since))
                .query(this::row)
                .optional();
    }

    void decide(UUID id, Decision decision) {
        decision.write(db, "compartment_glass", id);
    }

    private GlassRequest row(ResultSet row, int number) throws SQLException {
        var id = Sql.id(row, "id");
        return new GlassRequest(
                id,
                Sql.id(row, "person_id"),
                UUID.fromString(sealer.open(row.getBytes("content_sealed"), sealedIn("content_sealed", id))),
                sealer.open(row.getBytes("reason_sealed"), sealedIn("reason_sealed", id)),
                Sql.at(row, "asked_at"));
    }

    private static SealedIn sealedIn(String column, UUID id) {
        return new SealedIn("compartment_glass", column, id);
    }
}

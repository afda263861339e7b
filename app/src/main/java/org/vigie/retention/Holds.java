package org.vigie.retention;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/**
 * The tables legal_hold and erasure, whose rows lie where the record lies: who may not see it sees neither. Reasons are sealed:
 * somebody wrote them of somebody.
 */
@Repository
class Holds {
    private final JdbcClient db;
    private final Sealer sealer;

    Holds(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    /** Held, and erased, one after the other: until the transaction ends nobody else decides on this record. */
    void lock(UUID record) {
        db.sql("select pg_advisory_xact_lock(hashtext('legal_hold'), hashtext(:record))::text")
                .param("record", record.toString())
                .query(String.class)
                .single();
    }

    void add(Hold hold, OrgId org, UUID by) {
        db.sql("""
                insert into legal_hold (id, org_id, kind, number, record, reason_sealed, placed_by, placed_at)
                values (:id, :org, :kind, :number, :record, :reason, :by, :at)
                """)
                .param("id", hold.id())
                .param("org", org.value())
                .param("kind", hold.kind())
                .param("number", hold.number(), Types.BIGINT)
                .param("record", hold.record())
                .param("reason", sealer.seal(hold.reason(), placedFor(hold.id())))
                .param("by", by)
                .param("at", utc(hold.placedAt()))
                .update();
    }

    boolean lift(UUID id, String reason, UUID by, Instant at) {
        return db.sql("""
                update legal_hold set lifted_at = :at, lifted_by = :by, lift_reason_sealed = :reason
                where id = :id and lifted_at is null
                """)
                        .param("id", id)
                        .param("reason", sealer.seal(reason, liftedFor(id)))
                        .param("by", by)
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** Those that hold, the newest first. */
    List<Hold> present(int limit) {
        return db.sql("""
                select id, kind, number, record, reason_sealed, placed_at, lifted_at from legal_hold
                where lifted_at is null order by placed_at desc, id limit :limit
                """).param("limit", limit).query(this::hold).list();
    }

    /** Those that were lifted, the latest first. */
    List<LiftedHold> lifted(int limit) {
        return db.sql("""
                select id, kind, number, record, reason_sealed, placed_at, lifted_at, lift_reason_sealed from legal_hold
                where lifted_at is not null order by lifted_at desc, id limit :limit
                """)
                .param("limit", limit)
                .query((row, place) -> {
                    Hold hold = hold(row, place);
                    return new LiftedHold(hold, sealer.open(row.getBytes("lift_reason_sealed"), liftedFor(hold.id())));
                })
                .list();
    }

    /** One that holds; empty also where the bound person may not see what it holds. */
    Optional<Hold> find(UUID id) {
        return db.sql("""
                select id, kind, number, record, reason_sealed, placed_at, lifted_at from legal_hold
                where id = :id and lifted_at is null
                """).param("id", id).query(this::hold).optional();
    }

    private Hold hold(ResultSet row, int place) throws SQLException {
        UUID id = Sql.id(row, "id");
        long number = row.getLong("number");
        return new Hold(
                id,
                row.getString("kind"),
                row.wasNull() ? null : number,
                Sql.id(row, "record"),
                sealer.open(row.getBytes("reason_sealed"), placedFor(id)),
                Sql.at(row, "placed_at"),
                Sql.instant(row, "lifted_at"));
    }

    /** Which of these are held. */
    Set<UUID> held(List<UUID> records) {
        return new HashSet<>(db.sql("select record from legal_hold where lifted_at is null and record = any (:records)")
                .param("records", records.toArray(UUID[]::new))
                .query(UUID.class)
                .list());
    }

    boolean isErased(String kind, UUID record) {
        return db.sql("select exists (select 1 from erasure where kind = :kind and record = :record)")
                .param("kind", kind)
                .param("record", record)
                .query(Boolean.class)
                .single();
    }

    /** Leaves that a record was erased, and why. */
    void erased(Erasure erasure, OrgId org) {
        UUID id = UUID.randomUUID();
        db.sql("""
                insert into erasure (id, org_id, kind, record, cause, at, by_person, reason_sealed)
                values (:id, :org, :kind, :record, :cause, :at, :by, :reason)
                """)
                .param("id", id)
                .param("org", org.value())
                .param("kind", erasure.kind())
                .param("record", erasure.record())
                .param("cause", erasure.cause().name())
                .param("at", utc(erasure.at()))
                .param("by", erasure.by())
                .param("reason", sealer.seal(erasure.reason(), new SealedIn("erasure", "reason_sealed", id)))
                .update();
    }

    /**
     * One record's end.
     *
     * @param by the person; null for a rule, and for an operator at the command line
     */
    record Erasure(
            String kind,
            UUID record,
            Cause cause,
            Instant at,
            @Nullable UUID by,
            String reason) {
        /** Without the reason. */
        @Override
        public String toString() {
            return "Erasure[" + record + "]";
        }
    }

    /** Why a record ended. */
    enum Cause {
        RULE,
        ASKED,
        /** Nothing but an erased record led to it. */
        FOLLOWED,
        /** Again, in a copy that was restored. */
        REPLAYED
    }

    private static SealedIn liftedFor(UUID id) {
        return new SealedIn("legal_hold", "lift_reason_sealed", id);
    }

    private static SealedIn placedFor(UUID id) {
        return new SealedIn("legal_hold", "reason_sealed", id);
    }
}

package org.vigie.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The table api_canary. */
@Repository
class Canaries {
    private final JdbcClient db;
    private final Sealer sealer;

    Canaries(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    /** A sealed hash and whose row it is. */
    @SuppressWarnings("ArrayRecordComponent") // a row on its way; nobody compares two
    record Sealed(UUID id, byte[] hash) {}

    void add(OrgId org, Canary canary, byte[] sealed, UUID by) {
        db.sql("""
                insert into api_canary (id, org_id, hash_sealed, note_sealed, made_by, made_at)
                values (:id, :org, :sealed, :note, :by, :at)
                """)
                .param("id", canary.id())
                .param("org", org.value())
                .param("sealed", sealed)
                .param("note", sealer.seal(canary.note(), note(canary.id())))
                .param("by", by)
                .param("at", Sql.utc(canary.madeAt()))
                .update();
    }

    /** Those that are watched. */
    List<Sealed> watched(int limit) {
        return db.sql(
                        "select id, hash_sealed from api_canary where withdrawn_at is null order by made_at, id limit :limit")
                .param("limit", limit)
                .query((row, number) -> new Sealed(Sql.id(row, "id"), row.getBytes("hash_sealed")))
                .list();
    }

    int count() {
        return db.sql("select count(*) from api_canary where withdrawn_at is null")
                .query(Integer.class)
                .single();
    }

    List<Canary> newest(int limit) {
        return db.sql(
                        "select id, note_sealed, made_at, withdrawn_at from api_canary order by made_at desc, id limit :limit")
                .param("limit", limit)
                .query((row, number) -> new Canary(
                        Sql.id(row, "id"),
                        sealer.open(row.getBytes("note_sealed"), note(Sql.id(row, "id"))),
                        Sql.at(row, "made_at"),
                        Sql.instant(row, "withdrawn_at")))
                .list();
    }

    private static SealedIn note(UUID id) {
        return new SealedIn("api_canary", "note_sealed", id);
    }

    /** False when it is withdrawn already, or is none. */
    boolean withdraw(UUID id, Instant now) {
        return db.sql("update api_canary set withdrawn_at = :now where id = :id and withdrawn_at is null")
                        .param("id", id)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }
}

package org.vigie.audit;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.note.NoteSignature;
import org.vigie.database.Sql;

/** The table of what witnesses put under our checkpoints. */
@Repository
class Cosignatures {
    private static final int WITNESSES_MAX = 100;

    private final JdbcClient db;

    Cosignatures(JdbcClient db) {
        this.db = db;
    }

    /** False when it is there already. */
    boolean add(long size, NoteSignature signature, Instant now) {
        return db.sql("""
                        insert into audit_cosignature (size, witness, key_id, at, line, added_at)
                        values (:size, :witness, :key, :at, :line, :now)
                        on conflict do nothing
                        """)
                        .param("size", size)
                        .param("witness", signature.name())
                        .param("key", signature.keyId())
                        .param("at", utc(signature.time()))
                        .param("line", signature.line())
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    List<String> lines(long size) {
        return db.sql("select line from audit_cosignature where size = :size order by witness, key_id limit :limit")
                .param("size", size)
                .param("limit", WITNESSES_MAX)
                .query((row, number) -> row.getString("line"))
                .list();
    }

    /** The newest of each witness. */
    List<AuditCosignature> newest() {
        return db.sql("""
                select distinct on (witness) witness, size, at
                from audit_cosignature
                order by witness, size desc, at desc
                limit :limit
                """)
                .param("limit", WITNESSES_MAX)
                .query((row, number) ->
                        new AuditCosignature(row.getString("witness"), row.getLong("size"), Sql.at(row, "at")))
                .list();
    }
}

package org.vigie.seal;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.organisation.OrgId;

/** The table data_key. */
@Repository
class DataKeyRows {
    private final JdbcClient db;

    DataKeyRows(JdbcClient db) {
        this.db = db;
    }

    void add(UUID record, OrgId org, byte[] wrapped, Instant at) {
        db.sql("insert into data_key (record, org_id, wrapped_sealed, made_at) values (:record, :org, :wrapped, :at)")
                .param("record", record)
                .param("org", org.value())
                .param("wrapped", wrapped)
                .param("at", utc(at))
                .update();
    }

    Optional<byte[]> wrapped(UUID record) {
        return db.sql("select wrapped_sealed from data_key where record = :record and wrapped_sealed is not null")
                .param("record", record)
                .query((row, number) -> row.getBytes("wrapped_sealed"))
                .optional();
    }

    boolean destroy(UUID record, Instant at) {
        return db.sql("""
                update data_key set wrapped_sealed = null, destroyed_at = :at
                where record = :record and wrapped_sealed is not null
                """).param("record", record).param("at", utc(at)).update() == 1;
    }
}

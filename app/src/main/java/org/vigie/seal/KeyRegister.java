package org.vigie.seal;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The table seal_key: which keys this database was sealed with, by their marks. */
@Repository
class KeyRegister {
    private final JdbcClient db;

    KeyRegister(JdbcClient db) {
        this.db = db;
    }

    record Entry(
            String purpose,
            KeyMark mark,
            Instant since,
            @Nullable Instant retiredAt) {}

    void add(String purpose, KeyMark mark, Instant since) {
        db.sql("""
                insert into seal_key (purpose, key_id, check_value, since) values (:purpose, :id, :check, :since)
                on conflict (purpose, key_id) do nothing
                """)
                .param("purpose", purpose)
                .param("id", mark.id())
                .param("check", mark.check())
                .param("since", utc(since))
                .update();
    }

    void retired(String purpose, int id, Instant at) {
        db.sql("update seal_key set retired_at = :at where purpose = :purpose and key_id = :id and retired_at is null")
                .param("purpose", purpose)
                .param("id", id)
                .param("at", utc(at))
                .update();
    }

    /** Takes back that it is needed no more. */
    void kept(String purpose, int id) {
        db.sql("update seal_key set retired_at = null where purpose = :purpose and key_id = :id")
                .param("purpose", purpose)
                .param("id", id)
                .update();
    }

    /** Of a purpose of {@link KeyPurpose}, or of what a key store has beside them. */
    List<Entry> of(String purpose) {
        return db.sql("""
                select purpose, key_id, check_value, since, retired_at from seal_key
                where purpose = :purpose order by since, key_id limit 1000
                """)
                .param("purpose", purpose)
                .query((row, number) -> new Entry(
                        row.getString("purpose"),
                        new KeyMark(row.getInt("key_id"), row.getString("check_value")),
                        Sql.at(row, "since"),
                        Sql.instant(row, "retired_at")))
                .list();
    }

    /** The keys of a purpose that were not destroyed, by their numbers. */
    List<Integer> named(String purpose) {
        return db.sql("select key_id from seal_key where purpose = :purpose and retired_at is null limit 1000")
                .param("purpose", purpose)
                .query((row, number) -> row.getInt("key_id"))
                .list();
    }

    /** Purposes that begin so and have a key that was not destroyed. */
    List<String> purposes(String beginning, int limit) {
        return db.sql("""
                select distinct purpose from seal_key
                where starts_with(purpose, :beginning) and retired_at is null order by purpose limit :limit
                """)
                .param("beginning", beginning)
                .param("limit", limit)
                .query((row, number) -> row.getString("purpose"))
                .list();
    }

    /** One rotation at a time; held until the transaction ends. */
    void lock() {
        db.sql("select pg_advisory_xact_lock(hashtext('seal_key'))::text")
                .query(String.class)
                .single();
    }
}

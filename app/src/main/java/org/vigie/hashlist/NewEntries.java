package org.vigie.hashlist;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;

/** Reads the hash_entry table in the order in which it was written. */
@Repository
class NewEntries {
    /** The entries of a list behind a mark. */
    private static final String BEHIND = """
            from hash_entry
            where list_id = :list and withdrawn_at is null and changed_in >= :transaction::text::xid8
              and (changed_in, id) > (:transaction::text::xid8, :entry)
            """;

    private final JdbcClient db;

    NewEntries(JdbcClient db) {
        this.db = db;
    }

    record Written(HashValue hash, EntryMark place) {}

    List<Written> page(ListId list, EntryMark mark, int limit) {
        return behind(list, mark, """
                select id, algorithm, hash, changed_in::text
                %s  and changed_in < pg_snapshot_xmin(pg_current_snapshot())
                order by changed_in, id
                limit :limit
                """)
                .param("limit", limit)
                .query((row, number) -> new Written(
                        HashValue.of(HashAlgorithm.valueOf(row.getString("algorithm")), row.getBytes("hash")),
                        new EntryMark(Long.parseLong(row.getString("changed_in")), row.getLong("id"))))
                .list();
    }

    /** What no transaction of this database can have written is of another one, which was copied into it, and long compared. */
    boolean areThereAny(ListId list, EntryMark mark) {
        return behind(list, mark, """
                select exists (select 1
                %s  and changed_in < pg_snapshot_xmax(pg_current_snapshot()))
                """).query(Boolean.class).single();
    }

    long count(ListId list, EntryMark mark, long limit) {
        return behind(list, mark, """
                select count(*) from (select 1
                %s  limit :limit) as counted
                """).param("limit", limit).query(Long.class).single();
    }

    EntryMark now() {
        return db.sql("select pg_snapshot_xmin(pg_current_snapshot())::text")
                .query((row, number) -> new EntryMark(Long.parseLong(row.getString(1)), 0))
                .single();
    }

    private StatementSpec behind(ListId list, EntryMark mark, String sql) {
        return db.sql(sql.formatted(BEHIND))
                .param("list", list.value())
                .param("transaction", Long.toString(mark.transaction()))
                .param("entry", mark.entry());
    }
}

package org.vigie.seal;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** All sealed columns of the database, as bytes: nothing is opened here. */
@Repository
class SealedColumns {
    /** Before the first of all ids. */
    static final UUID START = new UUID(0, 0);

    private final JdbcClient db;

    SealedColumns(JdbcClient db) {
        this.db = db;
    }

    List<SealedColumn> all() {
        return db.sql("""
                select s.table_name, s.column_name, s.id_column, s.keys, c.relrowsecurity
                from sealed_column s
                join pg_class c on c.relname = s.table_name and c.relnamespace = 'public'::regnamespace
                order by s.table_name, s.column_name
                """)
                .query((row, number) -> new SealedColumn(
                        row.getString("table_name"),
                        row.getString("column_name"),
                        row.getString("id_column"),
                        SealedColumn.Keys.valueOf(row.getString("keys")),
                        row.getBoolean("relrowsecurity")))
                .list();
    }

    /** A sealed value and the row it stands in. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
    record Value(UUID row, byte[] sealed) {}

    /** What is not sealed under one of the present keys, in the order of rows. */
    List<Value> old(SealedColumn column, Present present, UUID after, int limit) {
        return db.sql("""
                select %2$s as row_id, %3$s as sealed from %1$s
                where %2$s > :after and %3$s is not null
                  and substring(%3$s from 1 for 5) <> :columns
                  and substring(%3$s from 1 for 6) <> :tips
                order by %2$s limit :limit
                """.formatted(column.table(), column.id(), column.column()))
                .param("after", after)
                .param("columns", present.columns())
                .param("tips", present.tips())
                .param("limit", limit)
                .query((row, number) -> new Value(Sql.id(row, "row_id"), row.getBytes("sealed")))
                .list();
    }

    /**
     * What values begin with that are sealed under a present key.
     *
     * @param tips of the organisation whose rows are seen; null where there are none
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
    record Present(byte[] columns, byte @Nullable [] tips) {
        Present {
            tips = tips == null ? columns : tips;
        }
    }

    /** How many values that organisation (or, for tables without, everybody) has that begin so. */
    long count(SealedColumn column, byte[] prefix) {
        return db.sql("select count(*) from %1$s where substring(%2$s from 1 for %3$d) = :prefix"
                        .formatted(column.table(), column.column(), prefix.length))
                .param("prefix", prefix)
                .query(Long.class)
                .single();
    }

    /** Puts a value in another's place, unless it was changed meanwhile. */
    boolean replace(SealedColumn column, Value old, byte[] fresh) {
        return db.sql("update %1$s set %3$s = :fresh where %2$s = :row and %3$s = :old"
                                .formatted(column.table(), column.id(), column.column()))
                        .param("fresh", fresh)
                        .param("row", old.row())
                        .param("old", old.sealed())
                        .update()
                > 0;
    }
}

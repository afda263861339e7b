package org.vigie.seal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** All sealed columns of the database, as bytes: nothing is opened here. */
@Repository
class SealedColumns {
    /** Before the first of all ids. */
    static final UUID START = new UUID(0, 0);

    /** Not the database's, which may be sorted by another language's rules: places are compared here. */
    private static final Comparator<SealedColumn> ORDER =
            Comparator.comparing(SealedColumn::table).thenComparing(SealedColumn::column);

    private final JdbcClient db;

    SealedColumns(JdbcClient db) {
        this.db = db;
    }

    /** By table, then by column. */
    List<SealedColumn> all() {
        return db
                .sql("""
                select s.table_name, s.column_name, s.id_column, s.keys, c.relrowsecurity
                from sealed_column s
                join pg_class c on c.relname = s.table_name and c.relnamespace = 'public'::regnamespace
                """)
                .query((row, number) -> new SealedColumn(
                        row.getString("table_name"),
                        row.getString("column_name"),
                        row.getString("id_column"),
                        SealedColumn.Keys.valueOf(row.getString("keys")),
                        row.getBoolean("relrowsecurity")))
                .stream()
                .sorted(ORDER)
                .toList();
    }

    /**
     * Those of tables in which the bound organisation (or, for tables without, anybody) has a row. Most organisations have nothing
     * in most tables: asked at once, and without a look at keys, a pass costs little for them.
     */
    Set<SealedColumn> withRows(List<SealedColumn> columns) {
        if (columns.isEmpty()) {
            return Set.of();
        }
        String each = columns.stream()
                .map(SealedColumn::table)
                .distinct()
                .map("select '%1$s' where exists (select from %1$s)"::formatted)
                .collect(Collectors.joining(" union all "));
        Set<String> tables =
                Set.copyOf(db.sql(each).query((row, number) -> row.getString(1)).list());
        return columns.stream()
                .filter(column -> tables.contains(column.table()))
                .collect(Collectors.toSet());
    }

    /**
     * The first of these organisations that may have a value which is not sealed under a present key. Asked for all of them in
     * one statement: there may be thousands that have none.
     *
     * @param columns what values of columns begin with under the present key
     * @param epochs the same of wrapped keys
     */
    Optional<OrgId> firstToReseal(List<OrgId> orgs, byte[] columns, byte[] epochs, boolean tipsOnly) {
        return db.sql("select first_to_reseal(:orgs, :columns, :epochs, :tips, :rows) as org_id")
                .param("orgs", orgs.stream().map(OrgId::value).toArray(UUID[]::new))
                .param("columns", columns)
                .param("epochs", epochs)
                .param("tips", tipsOnly)
                .param("rows", SealLimits.SKIMMED_ROWS)
                .query((row, number) -> Optional.ofNullable(Sql.optionalId(row, "org_id")))
                .single()
                .map(OrgId::new);
    }

    /** A sealed value and the row it stands in. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way; never compared
    record Value(UUID row, byte[] sealed) {}

    /**
     * A look at some rows.
     *
     * @param old what is not sealed under one of the present keys, in the order of rows
     * @param last the last row looked at
     * @param isLast whether no row follows
     */
    record Look(List<Value> old, UUID last, boolean isLast) {}

    /** Looks at the next rows, not at more than a batch should take however few of them are old. */
    Look old(SealedColumn column, Present present, UUID after) {
        List<Value> old = new ArrayList<>();
        Look end = db.sql("""
                with looked as materialized (
                    select %2$s as row_id, %3$s as sealed from %1$s where %2$s > :after order by %2$s limit :looked
                )
                (select row_id, sealed, 0 as looked from looked
                 where sealed is not null
                   and substring(sealed from 1 for 5) <> :columns
                   and substring(sealed from 1 for 6) <> :tips
                 order by row_id limit :limit)
                union all
                (select row_id, null, count(*) over () from looked order by row_id desc limit 1)
                """.formatted(column.table(), column.id(), column.column()))
                .param("after", after)
                .param("looked", SealLimits.LOOKED_AT_ONCE)
                .param("columns", present.columns())
                .param("tips", present.tips())
                .param("limit", SealLimits.RESEALED_AT_ONCE)
                .query(rows -> {
                    Look last = new Look(old, after, true);
                    while (rows.next()) {
                        int looked = rows.getInt("looked");
                        if (looked == 0) {
                            old.add(new Value(Sql.id(rows, "row_id"), rows.getBytes("sealed")));
                        } else {
                            last = new Look(old, Sql.id(rows, "row_id"), looked < SealLimits.LOOKED_AT_ONCE);
                        }
                    }
                    return last;
                });
        return old.size() < SealLimits.RESEALED_AT_ONCE
                ? end
                : new Look(old, old.getLast().row(), false);
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

    /** Whether the bound organisation has a value that begins so. */
    boolean hasAny(SealedColumn column, byte[] prefix) {
        return db.sql("select exists (select from %1$s where substring(%2$s from 1 for %3$d) = :prefix)"
                        .formatted(column.table(), column.column(), prefix.length))
                .param("prefix", prefix)
                .query(Boolean.class)
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

package org.vigie.seal;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The table sealed_since, and the texts in the columns that it names. */
@Repository
class OldTexts {
    private final JdbcClient db;

    OldTexts(JdbcClient db) {
        this.db = db;
    }

    /**
     * A column that was plain.
     *
     * @param sealed the column in its place
     * @param mac of the code beside it; null where it has none
     */
    record Column(
            String table,
            String from,
            String sealed,
            @Nullable String mac) {
        private static final Pattern NAME = Pattern.compile("[a-z_]{1,60}");

        /** The names become part of statements. */
        Column {
            for (String name : List.of(table, from, sealed, mac == null ? from : mac)) {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException("not the name of a column");
                }
            }
        }
    }

    /** A text that is not sealed yet. */
    record Text(UUID row, String plain) {
        /** Without what it says. */
        @Override
        public String toString() {
            return "Text[" + row + "]";
        }
    }

    /** Those in which plain texts may be. */
    List<Column> open() {
        return db.sql("""
                select table_name, plain_column, sealed_column, mac_column from sealed_since
                where done_at is null order by table_name, plain_column limit 100
                """)
                .query((row, number) -> new Column(
                        row.getString("table_name"),
                        row.getString("plain_column"),
                        row.getString("sealed_column"),
                        row.getString("mac_column")))
                .list();
    }

    /** Of the bound organisation. */
    List<Text> plain(Column column, int limit) {
        return db.sql("select id, %2$s as plain from %1$s where %2$s is not null order by id limit :limit for update"
                        .formatted(column.table(), column.from()))
                .param("limit", limit)
                .query((row, number) -> new Text(Sql.id(row, "id"), row.getString("plain")))
                .list();
    }

    /** Puts the sealed text in the plain one's place. */
    void replace(Column column, Text text, byte[] sealed, byte[] mac) {
        String code = column.mac() == null ? "" : ", %s = :mac".formatted(column.mac());
        var statement = db.sql("update %1$s set %2$s = null, %3$s = :sealed%4$s where id = :row"
                        .formatted(column.table(), column.from(), column.sealed(), code))
                .param("sealed", sealed)
                .param("row", text.row());
        (column.mac() == null ? statement : statement.param("mac", mac)).update();
    }

    void done(Column column, Instant now) {
        db.sql("update sealed_since set done_at = :now where table_name = :table and plain_column = :plain")
                .param("now", utc(now))
                .param("table", column.table())
                .param("plain", column.from())
                .update();
    }
}

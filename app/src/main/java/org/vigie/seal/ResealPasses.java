package org.vigie.seal;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The table reseal_pass, of one row. */
@Repository
class ResealPasses {
    private static final String COLUMNS = """
            select asked > begun_for as is_asked_again, step, began_at, ended_at, tips_only,
                   at_table, at_column, at_org, after_row, sealed, stuck, put_off
            from reseal_pass
            """;

    private final JdbcClient db;

    ResealPasses(JdbcClient db) {
        this.db = db;
    }

    ResealPass find() {
        return db.sql(COLUMNS).query(ResealPasses::row).single();
    }

    /** The same, and nobody else moves it until the transaction ends. */
    ResealPass lock() {
        return db.sql(COLUMNS + " for update").query(ResealPasses::row).single();
    }

    /** Whatever was passed must be looked at once more. */
    void ask() {
        db.sql("update reseal_pass set asked = asked + 1").update();
    }

    void begin(boolean tipsOnly, Instant now) {
        db.sql("""
                update reseal_pass set
                    begun_for = asked, step = step + 1, began_at = :now, ended_at = null, tips_only = :tips,
                    at_table = null, at_column = null, at_org = null, after_row = null,
                    sealed = 0, stuck = 0, put_off = 0
                """).param("now", utc(now)).param("tips", tipsOnly).update();
    }

    /** Keeps how far it is, under the next number. */
    void save(ResealPass pass) {
        ResealPass.At at = pass.at();
        OrgId org = at == null ? null : at.org();
        db.sql("""
                update reseal_pass set
                    step = step + 1, ended_at = :ended, sealed = :sealed, stuck = :stuck, put_off = :putOff,
                    at_table = :table, at_column = :column, at_org = :org, after_row = :after
                """)
                .param("ended", utc(pass.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("sealed", pass.sealed())
                .param("stuck", pass.stuck())
                .param("putOff", pass.putOff())
                .param("table", at == null ? null : at.table(), Types.VARCHAR)
                .param("column", at == null ? null : at.column(), Types.VARCHAR)
                .param("org", org == null ? null : org.value(), Types.OTHER)
                .param("after", at == null ? null : at.after(), Types.OTHER)
                .update();
    }

    private static ResealPass row(ResultSet row, int number) throws SQLException {
        return new ResealPass(
                row.getBoolean("is_asked_again"),
                row.getLong("step"),
                Sql.instant(row, "began_at"),
                Sql.instant(row, "ended_at"),
                row.getBoolean("tips_only"),
                at(row),
                row.getLong("sealed"),
                row.getLong("stuck"),
                row.getLong("put_off"));
    }

    private static ResealPass.@Nullable At at(ResultSet row) throws SQLException {
        String table = row.getString("at_table");
        UUID org = Sql.optionalId(row, "at_org");
        return table == null
                ? null
                : new ResealPass.At(
                        org == null ? null : new OrgId(org),
                        table,
                        row.getString("at_column"),
                        Sql.optionalId(row, "after_row"));
    }
}

package org.vigie.recheck;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.schedule.Verdict;
import org.vigie.core.schedule.Verdict.Counting;
import org.vigie.core.schedule.Verdict.Gone;
import org.vigie.core.schedule.Verdict.Reappeared;
import org.vigie.core.schedule.Verdict.StillUp;
import org.vigie.crawl.LookId;
import org.vigie.database.Sql;
import org.vigie.item.ItemId;
import org.vigie.organisation.OrgId;

/** The recheck table: one row an item. */
@Repository
class Rechecks {
    private final JdbcClient db;

    Rechecks(JdbcClient db) {
        this.db = db;
    }

    /** The row of an item, locked until the transaction ends, so that looks are judged one after the other. */
    Optional<Recheck> lock(ItemId item) {
        return db.sql("select * from recheck where item_id = :item for update")
                .param("item", item.value())
                .query(Rechecks::row)
                .optional();
    }

    void save(OrgId org, Recheck recheck) {
        Verdict verdict = recheck.verdict();
        db.sql("""
                insert into recheck (item_id, org_id, spell, misses, last_seen_up, first_seen_down, as_of, is_gone,
                    unclear_in_a_row, awaited)
                values (:item, :org, :spell, :misses, :lastSeenUp, :firstSeenDown, :asOf, :isGone, :unclear, :awaited)
                on conflict (item_id) do update set spell = excluded.spell, misses = excluded.misses,
                    last_seen_up = excluded.last_seen_up, first_seen_down = excluded.first_seen_down, as_of = excluded.as_of,
                    is_gone = excluded.is_gone, unclear_in_a_row = excluded.unclear_in_a_row, awaited = excluded.awaited
                """)
                .param("item", recheck.item().value())
                .param("org", org.value())
                .param("spell", recheck.spell())
                .param("misses", verdict instanceof Counting counting ? counting.misses() : 0)
                .param("lastSeenUp", utc(verdict.lastSeenUp()))
                .param("firstSeenDown", utc(firstSeenDown(verdict)))
                .param("asOf", utc(verdict.asOf()))
                .param("isGone", verdict instanceof Gone)
                .param("unclear", recheck.unclearInARow())
                .param(
                        "awaited",
                        recheck.awaited() == null ? null : recheck.awaited().value())
                .update();
    }

    private static @Nullable Instant firstSeenDown(Verdict verdict) {
        return switch (verdict) {
            case Counting counting -> counting.firstSeenDown();
            case Gone gone -> gone.firstSeenDown();
            case StillUp ignored -> null;
            case Reappeared ignored -> null;
        };
    }

    private static Recheck row(ResultSet row, int number) throws SQLException {
        UUID awaited = Sql.optionalId(row, "awaited");
        return new Recheck(
                new ItemId(Sql.id(row, "item_id")),
                row.getInt("spell"),
                verdict(row),
                row.getInt("unclear_in_a_row"),
                awaited == null ? null : new LookId(awaited));
    }

    private static Verdict verdict(ResultSet row) throws SQLException {
        Instant up = Sql.at(row, "last_seen_up");
        if (row.getBoolean("is_gone")) {
            return new Gone(up, Sql.at(row, "first_seen_down"), Sql.at(row, "as_of"));
        }
        int misses = row.getInt("misses");
        return misses == 0
                ? new StillUp(up)
                : new Counting(misses, up, Sql.at(row, "first_seen_down"), Sql.at(row, "as_of"));
    }
}

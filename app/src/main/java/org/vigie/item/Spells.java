package org.vigie.item;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The item_spell table. */
@Repository
class Spells {
    private final JdbcClient db;

    Spells(JdbcClient db) {
        this.db = db;
    }

    void add(OrgId org, ItemId item, Spell spell) {
        with(spell, item, """
                insert into item_spell (org_id, item_id, number, first_seen, confirmed_at, notified_at, last_seen_up,
                                        last_missed, first_seen_down, gone_at)
                values (:org, :item, :number, :firstSeen, :confirmedAt, :notifiedAt, :lastSeenUp,
                        :lastMissed, :firstSeenDown, :goneAt)
                """)
                .param("org", org.value())
                .param("firstSeen", utc(spell.firstSeen()))
                .update();
    }

    void save(ItemId item, Spell spell) {
        with(spell, item, """
                update item_spell
                set confirmed_at = :confirmedAt, notified_at = :notifiedAt, last_seen_up = :lastSeenUp,
                    last_missed = :lastMissed, first_seen_down = :firstSeenDown, gone_at = :goneAt
                where item_id = :item and number = :number
                """).update();
    }

    private StatementSpec with(Spell spell, ItemId item, String sql) {
        return db.sql(sql)
                .param("item", item.value())
                .param("number", spell.number())
                .param("confirmedAt", utc(spell.confirmedAt()))
                .param("notifiedAt", utc(spell.notifiedAt()))
                .param("lastSeenUp", utc(spell.lastSeenUp()))
                .param("lastMissed", utc(spell.lastMissed()))
                .param("firstSeenDown", utc(spell.firstSeenDown()))
                .param("goneAt", utc(spell.goneAt()));
    }

    Spell get(ItemId item, int number) {
        return db.sql("select * from item_spell where item_id = :item and number = :number")
                .param("item", item.value())
                .param("number", number)
                .query(Spells::row)
                .single();
    }

    /** The newest first. */
    List<Spell> of(ItemId item, int limit) {
        return db.sql("select * from item_spell where item_id = :item order by number desc limit :limit")
                .param("item", item.value())
                .param("limit", limit)
                .query(Spells::row)
                .list();
    }

    private static Spell row(ResultSet row, int number) throws SQLException {
        return new Spell(
                row.getInt("number"),
                Sql.at(row, "first_seen"),
                Sql.instant(row, "confirmed_at"),
                Sql.instant(row, "notified_at"),
                Sql.at(row, "last_seen_up"),
                Sql.instant(row, "last_missed"),
                Sql.instant(row, "first_seen_down"),
                Sql.instant(row, "gone_at"));
    }
}

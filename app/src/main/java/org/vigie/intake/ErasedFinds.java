package org.vigie.intake;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.item.ItemId;
import org.vigie.organisation.OrgId;

/** The table erased_find. */
@Repository
class ErasedFinds {
    private final JdbcClient db;

    ErasedFinds(JdbcClient db) {
        this.db = db;
    }

    /** Remembers the item. Since when it is remembered. */
    Instant note(ItemId item, OrgId org, Instant now) {
        db.sql("insert into erased_find (item_id, org_id, since) values (:item, :org, :now) on conflict do nothing")
                .param("item", item.value())
                .param("org", org.value())
                .param("now", utc(now))
                .update();
        return db.sql("select since from erased_find where item_id = :item")
                .param("item", item.value())
                .query((row, number) -> Sql.at(row, "since"))
                .single();
    }

    boolean isNoted(ItemId item) {
        return db.sql("select exists (select from erased_find where item_id = :item)")
                .param("item", item.value())
                .query(Boolean.class)
                .single();
    }

    void forget(ItemId item) {
        db.sql("delete from erased_find where item_id = :item")
                .param("item", item.value())
                .update();
    }
}

package org.vigie.item;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.OldRows;

/** Takes out of the tables of items what ends with an item. */
@Repository
class EndedItems {
    private final JdbcClient db;
    private final OldRows old;

    EndedItems(JdbcClient db) {
        this.db = db;
        this.old = new OldRows(db, "item", "state_since", "k.state in ('GONE', 'DISMISSED', 'UNCONFIRMED')");
    }

    OldRows old() {
        return old;
    }

    boolean wasConfirmed(ItemId id) {
        return db.sql("select exists (select 1 from item_spell where item_id = :id and confirmed_at is not null)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    boolean isErased(ItemId id) {
        return db.sql("select exists (select 1 from item where id = :id and erased_at is not null)")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /** Whether there was anything to erase: not where it is erased already, or is being worked on. */
    boolean erase(ItemId id, Instant at) {
        boolean isErased =
                db.sql("""
                update item set address_sealed = null, address_mac = null, host_sealed = null, host_mac = null, erased_at = :at,
                    version = version + 1
                where id = :id and erased_at is null and state in ('GONE', 'DISMISSED', 'UNCONFIRMED')
                """).param("id", id.value()).param("at", utc(at)).update() == 1;
        if (isErased) {
            each(id, "delete from item_page where item_id = :id");
            each(id, "update sighting set peer_ip = null where item_id = :id");
            each(id, "update item_event set words_sealed = null where item_id = :id");
        }
        return isErased;
    }

    private void each(ItemId id, String sql) {
        db.sql(sql).param("id", id.value()).update();
    }
}

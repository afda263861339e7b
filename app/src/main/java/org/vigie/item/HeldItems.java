package org.vigie.item;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.hashlist.EntryId;

/** Reads which items wait because of an entry. */
@Repository
class HeldItems {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient db;

    HeldItems(JdbcClient db) {
        this.db = db;
    }

    List<ItemId> waitingFor(EntryId entry, Optional<ItemId> after, int limit) {
        return db.sql("""
                select distinct m.item_id
                from item_match m join item i on i.id = m.item_id
                where m.entry_id = :entry and i.state = 'HELD' and i.hold_reason = 'ENTRY_HELD' and m.item_id > :after
                order by m.item_id
                limit :limit
                """)
                .param("entry", entry.value())
                .param("after", after.map(ItemId::value).orElse(BEFORE_ALL))
                .param("limit", limit)
                .query((row, number) -> new ItemId(Sql.id(row, "item_id")))
                .list();
    }
}

package org.vigie.item;

import static org.vigie.database.Sql.utc;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The item_page table: the pages that show an item, sealed. */
@Repository
class FoundOnPages {
    private final JdbcClient db;
    private final Sealer sealer;

    FoundOnPages(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    /** Adds a page, unless it is known or the item has as many as are kept. */
    void add(OrgId org, ItemId item, CanonicalAddress page, Instant at) {
        var id = UUID.randomUUID();
        db.sql("""
                insert into item_page (id, org_id, item_id, page_sealed, page_mac, first_seen)
                select :id, :org, :item, :sealed, :mac, :at
                where (select count(*) from item_page where item_id = :item) < :max
                on conflict (item_id, page_mac) do nothing
                """)
                .param("id", id)
                .param("org", org.value())
                .param("item", item.value())
                .param("sealed", sealer.seal(page.text(), sealedIn(id)))
                .param("mac", sealer.addressMac(page.text()))
                .param("at", utc(at))
                .param("max", ItemLimits.PAGES_KEPT_MAX)
                .update();
    }

    /** The first that were found. */
    List<CanonicalAddress> of(ItemId item, int limit) {
        return db.sql("""
                select id, page_sealed from item_page where item_id = :item order by first_seen, id limit :limit
                """)
                .param("item", item.value())
                .param("limit", limit)
                .query((row, number) ->
                        CanonicalAddress.parse(sealer.open(row.getBytes("page_sealed"), sealedIn(Sql.id(row, "id")))))
                .list();
    }

    private static SealedIn sealedIn(UUID id) {
        return new SealedIn("item_page", "page_sealed", id);
    }
}

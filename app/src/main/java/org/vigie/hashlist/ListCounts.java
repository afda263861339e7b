package org.vigie.hashlist;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/**
 * The list_count table. The database adds its rows itself, with each statement that writes entries; here they are read and folded.
 * Nothing that reads it goes through entries, however many there are.
 */
@Repository
class ListCounts {
    private final JdbcClient db;

    ListCounts(JdbcClient db) {
        this.db = db;
    }

    private record Row(ListId list, boolean isOpaque, MaterialClass materialClass, long entries) {}

    /** Of these lists; those without any entry that matches are not among them. */
    Map<ListId, ListCount> of(Collection<ListId> lists) {
        List<Row> rows = db.sql("""
                select list_id, opaque, material_class, sum(entries) as entries
                from list_count
                where list_id = any (:lists)
                group by list_id, opaque, material_class
                having sum(entries) <> 0
                """)
                .param("lists", lists.stream().map(ListId::value).toArray(UUID[]::new))
                .query((row, number) -> new Row(
                        new ListId(Sql.id(row, "list_id")),
                        row.getBoolean("opaque"),
                        MaterialClass.valueOf(row.getString("material_class")),
                        row.getLong("entries")))
                .list();
        Map<ListId, Map<MaterialClass, Long>> classes = new HashMap<>();
        Map<ListId, Long> opaque = new HashMap<>();
        for (Row row : rows) {
            Map<MaterialClass, Long> own =
                    classes.computeIfAbsent(row.list(), list -> new EnumMap<>(MaterialClass.class));
            if (row.isOpaque()) {
                opaque.merge(row.list(), row.entries(), Long::sum);
            } else {
                own.put(row.materialClass(), row.entries());
            }
        }
        Map<ListId, ListCount> counts = new HashMap<>();
        classes.forEach((list, own) -> counts.put(list, new ListCount(own, opaque.getOrDefault(list, 0L))));
        return counts;
    }

    /**
     * Makes one row of all that a list has of a kind. Rows that somebody else folds now are left to them, so nobody waits; what is
     * read meanwhile is one or the other, and never half.
     */
    void fold(ListId list) {
        db.sql("""
                with gone as (
                    delete from list_count
                    where id in (select id from list_count where list_id = :list order by id limit :limit for update skip locked)
                    returning org_id, list_id, opaque, material_class, entries)
                insert into list_count (org_id, list_id, opaque, material_class, entries)
                select org_id, list_id, opaque, material_class, sum(entries)
                from gone
                group by org_id, list_id, opaque, material_class
                having sum(entries) <> 0
                """)
                .param("list", list.value())
                .param("limit", HashListLimits.COUNTS_FOLDED_MAX)
                .update();
    }
}

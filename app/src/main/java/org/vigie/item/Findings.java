package org.vigie.item;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.database.Sql;

/** Reads what was found, across items. */
@Repository
class Findings {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final JdbcClient db;

    Findings(JdbcClient db) {
        this.db = db;
    }

    List<Finding> since(Instant since, Optional<Finding> after, int limit) {
        return db.sql("""
                select m.sighting_id, m.item_id, s.sha256, m.list_name, m.entry_id, m.algorithm, m.entry_hash, m.kind, m.distance
                from item_match m join sighting s on s.id = m.sighting_id
                where s.last_at >= :since and s.purpose = 'FOUND'
                  and (m.sighting_id, m.entry_id, m.kind) > (:sighting, :entry, :kind)
                order by m.sighting_id, m.entry_id, m.kind
                limit :limit
                """)
                .param("since", utc(since))
                .param("sighting", after.map(Finding::sighting).orElse(BEFORE_ALL))
                .param("entry", after.map(Finding::entry).orElse(0L))
                .param("kind", after.map(finding -> finding.kind().name()).orElse(""))
                .param("limit", limit)
                .query(Findings::row)
                .list();
    }

    Map<ItemState, Long> counts() {
        Map<ItemState, Long> counts = new EnumMap<>(ItemState.class);
        db.sql("select state, sum(items) as items from stat_item_state group by state")
                .query((row, number) -> counts.put(ItemState.valueOf(row.getString("state")), row.getLong("items")))
                .list();
        return counts;
    }

    /** How many items have had more than one spell. */
    long reappeared() {
        return db.sql("select count(distinct item_id) from item_spell where number > 1")
                .query(Long.class)
                .single();
    }

    private static Finding row(ResultSet row, int number) throws SQLException {
        return new Finding(
                Sql.id(row, "sighting_id"),
                new ItemId(Sql.id(row, "item_id")),
                HashValue.of(HashAlgorithm.SHA256, row.getBytes("sha256")),
                row.getString("list_name"),
                row.getLong("entry_id"),
                HashValue.of(HashAlgorithm.valueOf(row.getString("algorithm")), row.getBytes("entry_hash")),
                ItemMatch.Kind.valueOf(row.getString("kind")),
                row.getInt("distance"));
    }
}

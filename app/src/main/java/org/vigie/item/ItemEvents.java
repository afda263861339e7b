package org.vigie.item;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The item_event table: the history of items. The application's role may add to it and change nothing. */
@Repository
class ItemEvents {
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient db;
    private final Sealer sealer;
    private final JsonMapper json;

    ItemEvents(JdbcClient db, Sealer sealer, JsonMapper json) {
        this.db = db;
        this.sealer = sealer;
        this.json = json;
    }

    void add(OrgId org, ItemId item, ItemEvent event) {
        var id = UUID.randomUUID();
        db.sql("""
                insert into item_event (id, org_id, item_id, spell, kind, at, facts, words_sealed)
                values (:id, :org, :item, :spell, :kind, :at, :facts::jsonb, :words)
                """)
                .param("id", id)
                .param("org", org.value())
                .param("item", item.value())
                .param("spell", event.spell())
                .param("kind", event.kind().name())
                .param("at", utc(event.at()))
                .param("facts", json.writeValueAsString(event.facts()))
                .param("words", event.words().isEmpty() ? null : sealer.seal(event.words(), sealedIn(id)))
                .update();
    }

    /** The newest first. */
    List<ItemEvent> of(ItemId item, int limit) {
        return db.sql("""
                select id, spell, kind, at, facts::text as facts, words_sealed
                from item_event
                where item_id = :item
                order by number desc
                limit :limit
                """)
                .param("item", item.value())
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    /** Whether a person let the item go on in that spell although no entry counted that it matched. */
    boolean wasReleasedWithoutEntry(ItemId item, int spell) {
        return db.sql("""
                select exists (
                    select 1 from item_event
                    where item_id = :item and spell = :spell and kind = 'RELEASED' and facts ->> 'why' in (:reasons))
                """)
                .param("item", item.value())
                .param("spell", spell)
                .param("reasons", List.of(HoldReason.ENTRY_HELD.name(), HoldReason.ENTRY_WITHDRAWN.name()))
                .query(Boolean.class)
                .single();
    }

    private ItemEvent row(ResultSet row, int number) throws SQLException {
        byte[] words = row.getBytes("words_sealed");
        return new ItemEvent(
                row.getInt("spell"),
                ItemEvent.Kind.valueOf(row.getString("kind")),
                Sql.at(row, "at"),
                json.readValue(row.getString("facts"), FACTS),
                words == null ? "" : sealer.open(words, sealedIn(Sql.id(row, "id"))));
    }

    private static SealedIn sealedIn(UUID id) {
        return new SealedIn("item_event", "words_sealed", id);
    }
}

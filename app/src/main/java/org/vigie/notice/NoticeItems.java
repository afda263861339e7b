package org.vigie.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.item.ItemId;
import org.vigie.organisation.OrgId;

/** The notice_item table. All its SQL is here. */
@Repository
class NoticeItems {
    /** @param report the id of the machine-readable report, and of the row */
    record Row(UUID report, ItemId item, int spell) {}

    /** Why an item that was gathered is not asked for in this notice. */
    enum LeftOut {
        /** Another contact is responsible for its host by now. */
        MOVED,
        /** It is gone, dismissed, or in another spell. */
        CLOSED,
        /** No entry that it matched counts at present: a person decides about the entry first. */
        ENTRY_STOPPED
    }

    private final JdbcClient db;

    NoticeItems(JdbcClient db) {
        this.db = db;
    }

    /** Answers false when the item is asked for in this spell already. */
    boolean ask(OrgId org, NoticeId notice, ItemId item, int spell, Instant now) {
        return add(org, notice, item, spell, true, now);
    }

    void remind(OrgId org, NoticeId notice, ItemId item, int spell, Instant now) {
        add(org, notice, item, spell, false, now);
    }

    private boolean add(OrgId org, NoticeId notice, ItemId item, int spell, boolean asking, Instant now) {
        return db.sql("""
            insert into notice_item (id, org_id, notice_id, item_id, spell, asking, added_at)
            values (:id, :org, :notice, :item, :spell, :asking, :now)
            on conflict do nothing
            """)
                        .param("id", UUID.randomUUID())
                        .param("org", org.value())
                        .param("notice", notice.value())
                        .param("item", item.value())
                        .param("spell", spell)
                        .param("asking", asking)
                        .param("now", Sql.utc(now))
                        .update()
                == 1;
    }

    /** What the notice asks for, in the order in which it was gathered. */
    List<Row> of(NoticeId notice) {
        return db.sql("""
            select id, item_id, spell from notice_item
            where notice_id = :notice and left_out is null order by added_at, id limit :limit
            """)
                .param("notice", notice.value())
                .param("limit", NoticeLimits.ITEMS_MAX)
                .query(NoticeItems::row)
                .list();
    }

    /** What this request, and no later one, asks for: what moved to another contact is that one's to be reminded of. */
    List<Row> askedBy(NoticeId request) {
        return db.sql("""
            select id, item_id, spell from notice_item
            where notice_id = :notice and left_out is null and asking order by added_at, id limit :limit
            """)
                .param("notice", request.value())
                .param("limit", NoticeLimits.ITEMS_MAX)
                .query(NoticeItems::row)
                .list();
    }

    /** The notice that asks for an item in a spell. */
    Optional<NoticeId> asking(ItemId item, int spell) {
        return db.sql("select notice_id from notice_item where item_id = :item and spell = :spell and asking")
                .param("item", item.value())
                .param("spell", spell)
                .query((row, number) -> new NoticeId(Sql.id(row, "notice_id")))
                .optional();
    }

    /** The notices that name an item. */
    List<Named> naming(ItemId item) {
        return db.sql("""
            select id, notice_id from notice_item where item_id = :item and left_out is null order by added_at, id limit :limit
            """)
                .param("item", item.value())
                .param("limit", NoticeLimits.ITEMS_MAX)
                .query((row, number) -> new Named(Sql.id(row, "id"), new NoticeId(Sql.id(row, "notice_id"))))
                .list();
    }

    /**
     * That a notice names an item.
     *
     * @param id of the row
     */
    record Named(UUID id, NoticeId notice) {}

    void leaveOut(UUID report, LeftOut why) {
        db.sql("update notice_item set left_out = :why, asking = false where id = :id")
                .param("why", why.name())
                .param("id", report)
                .update();
    }

    /** The item may be asked for again in this spell, by another notice. */
    void stopAsking(ItemId item, int spell) {
        db.sql("update notice_item set asking = false where item_id = :item and spell = :spell and asking")
                .param("item", item.value())
                .param("spell", spell)
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(Sql.id(row, "id"), new ItemId(Sql.id(row, "item_id")), row.getInt("spell"));
    }
}

package org.vigie.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.compartment.CompartmentId;
import org.vigie.database.Sql;
import org.vigie.item.ItemId;
import org.vigie.organisation.OrgId;

/** The table report, and what the view stat_report makes of it. */
@Repository
class Reports {
    private static final String LISTED = """
            select r.id, i.id as incident, i.number, r.received_on, i.fetching, i.fetch_first, s.items, s.removed_at,
                   greatest(1, (select count(*) from incident same
                    where same.org_id = i.org_id and same.address_mac = i.address_mac)) as witnesses
            from incident i
            join report r on r.id = i.report_id
            join stat_report s on s.incident_id = i.id
            """;

    private final JdbcClient db;

    Reports(JdbcClient db) {
        this.db = db;
    }

    /**
     * False when the same form was sent before with the same address.
     *
     * @param receiptMacs under each key, the present one first
     */
    boolean add(UUID id, OrgId org, List<byte[]> receiptMacs, String language, LocalDate day) {
        return db.sql("""
                insert into report (id, org_id, receipt_mac, language, received_on)
                select :id, :org, :receipt, :language, :day
                where not exists (select from report where receipt_mac = any (:receipts))
                on conflict (receipt_mac) do nothing
                """)
                        .param("id", id)
                        .param("org", org.value())
                        .param("receipt", receiptMacs.getFirst())
                        .param("receipts", receiptMacs.toArray(byte[][]::new))
                        .param("language", language)
                        .param("day", day)
                        .update()
                == 1;
    }

    void keepWords(UUID id, byte[] sealed) {
        db.sql("update report set words_sealed = :words where id = :id")
                .param("words", sealed)
                .param("id", id)
                .update();
    }

    /** What a receipt tells of its report. One statement for codes that exist and for those that do not. */
    Optional<Progress> progress(List<byte[]> receiptMacs) {
        return db.sql("""
                select s.received_at, s.removed_at
                from report r
                join stat_report s on s.report_id = r.id
                where r.receipt_mac = any (:receipts)
                limit 1
                """)
                .param("receipts", receiptMacs.toArray(byte[][]::new))
                .query((row, number) -> new Progress(Sql.at(row, "received_at"), Sql.instant(row, "removed_at")))
                .optional();
    }

    /** Newest first, from just below the number given. */
    List<Report> page(long below, int limit) {
        return db.sql(LISTED + "where i.number < :below order by i.number desc limit :limit")
                .param("below", below)
                .param("limit", limit)
                .query(Reports::row)
                .list();
    }

    Optional<Report> find(UUID id) {
        return db.sql(LISTED + "where r.id = :id limit 1")
                .param("id", id)
                .query(Reports::row)
                .optional();
    }

    Optional<Report> ofIncident(UUID incident) {
        return db.sql(LISTED + "where i.id = :id")
                .param("id", incident)
                .query(Reports::row)
                .optional();
    }

    byte @Nullable [] words(UUID id) {
        return db.sql("select words_sealed from report where id = :id")
                .param("id", id)
                .query((row, number) -> Optional.ofNullable(row.getBytes("words_sealed")))
                .single()
                .orElse(null);
    }

    /** Where it lies; empty when it is in no compartment. */
    Optional<CompartmentId> compartment(UUID id) {
        return db.sql("select compartment_id from report where id = :id and compartment_id is not null")
                .param("id", id)
                .query((row, number) -> new CompartmentId(Sql.id(row, "compartment_id")))
                .optional();
    }

    /** Its incidents and their leads go with it, see the triggers. */
    void move(UUID id, @Nullable CompartmentId to) {
        db.sql("update report set compartment_id = :to where id = :id")
                .param("id", id)
                .param("to", to == null ? null : to.value(), java.sql.Types.OTHER)
                .update();
    }

    /** Where a report lies that names the address of this item, or a page where it was found; the oldest of these. */
    Optional<CompartmentId> compartmentOfWhere(ItemId item) {
        return db.sql("""
                select i.compartment_id
                from stat_item_place p
                join incident i on i.org_id = p.org_id and i.address_mac = p.place_mac
                where p.item_id = :item and i.compartment_id is not null
                order by i.received_at, i.id
                limit 1
                """)
                .param("item", item.value())
                .query((row, number) -> new CompartmentId(Sql.id(row, "compartment_id")))
                .optional();
    }

    /** Whether a report that is not erased names the address of this item, or a page where it was found. */
    boolean namesPlaceOf(ItemId item) {
        return db.sql("""
                select exists (
                    select 1 from stat_item_place p
                    join incident i on i.org_id = p.org_id and i.address_mac = p.place_mac
                    where p.item_id = :item)
                """).param("item", item.value()).query(Boolean.class).single();
    }

    boolean exists(UUID id) {
        return db.sql("select exists (select 1 from report where id = :id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return db.sql("""
                select id from report where received_on < :day and erased_at is null and id > :after order by id limit :limit
                """)
                .param("day", day)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> Sql.id(row, "id"))
                .list();
    }

    Optional<UUID> byNumber(long number) {
        return db.sql("select r.id from incident i join report r on r.id = i.report_id where i.number = :number")
                .param("number", number)
                .query(UUID.class)
                .optional();
    }

    /** Its receipt opens nothing any more: what was found is not told by an erased report. */
    boolean erase(UUID id, Instant at) {
        return db.sql("""
                update report set words_sealed = null, receipt_mac = null, erased_at = :at
                where id = :id and erased_at is null
                """).param("id", id).param("at", Sql.utc(at)).update() == 1;
    }

    private static Report row(ResultSet row, int number) throws SQLException {
        return new Report(
                Sql.id(row, "id"),
                Sql.id(row, "incident"),
                row.getLong("number"),
                row.getObject("received_on", LocalDate.class),
                Report.Fetch.valueOf(row.getString("fetching")),
                row.getBoolean("fetch_first"),
                row.getInt("witnesses"),
                row.getInt("items"),
                Sql.instant(row, "removed_at"));
    }
}

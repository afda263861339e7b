package org.vigie.hashlist;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.audit.AuditActor;
import org.vigie.database.Sql;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The entry_hold table, and what it and the entries say of whether a match counts. */
@Repository
class EntryHolds {
    private final JdbcClient db;
    private final Sealer sealer;

    EntryHolds(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    /** Whether it is held by this; false where it was before, or there is no such entry that matches. */
    boolean add(UUID id, EntryId entry, Flood flood, Instant at) {
        return db.sql("""
                        insert into entry_hold (id, org_id, list_id, entry_id, items, hosts, since, held_at)
                        select :id, e.org_id, e.list_id, e.id, :items, :hosts, :since, :at
                        from hash_entry e
                        where e.id = :entry and e.withdrawn_at is null
                        on conflict (entry_id) where ended_at is null do nothing
                        """)
                        .param("id", id)
                        .param("entry", entry.value())
                        .param("items", flood.items())
                        .param("hosts", flood.hosts())
                        .param("since", utc(flood.since()))
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** Whether it was ended by this. */
    boolean end(UUID id, EntryHold.Outcome outcome, String reason, AuditActor by, Instant at) {
        return db.sql("""
                        update entry_hold
                        set ended_at = :at, outcome = :outcome, reason_sealed = :reason, by_kind = :byKind, by_id = :byId
                        where id = :id and ended_at is null
                        """)
                        .param("at", utc(at))
                        .param("outcome", outcome.name())
                        .param("reason", sealer.seal(reason, reasonOf(id)))
                        .param("byKind", by.kind())
                        .param("byId", by.id())
                        .param("id", id)
                        .update()
                == 1;
    }

    Optional<EntryHold> open(EntryId entry) {
        return db.sql("select * from entry_hold where entry_id = :entry and ended_at is null")
                .param("entry", entry.value())
                .query(EntryHolds::row)
                .optional();
    }

    Optional<EntryHold> newest(EntryId entry) {
        return db.sql("select * from entry_hold where entry_id = :entry order by held_at desc, id limit 1")
                .param("entry", entry.value())
                .query(EntryHolds::row)
                .optional();
    }

    Optional<EntryHold> find(UUID id) {
        return db.sql("select * from entry_hold where id = :id")
                .param("id", id)
                .query(EntryHolds::row)
                .optional();
    }

    List<EntryHold> open(ListId list, int limit) {
        return db.sql("""
                select * from entry_hold where list_id = :list and ended_at is null order by held_at desc, id limit :limit
                """)
                .param("list", list.value())
                .param("limit", limit)
                .query(EntryHolds::row)
                .list();
    }

    /** How many entries of each list are held now; lists without any are not among them. */
    Map<ListId, Integer> open(Collection<ListId> lists) {
        Map<ListId, Integer> open = new HashMap<>();
        db.sql("""
                select list_id, count(*) as held
                from entry_hold
                where list_id = any (:lists) and ended_at is null
                group by list_id
                """)
                .param("lists", lists.stream().map(ListId::value).toArray(UUID[]::new))
                .query((row, number) -> open.put(new ListId(Sql.id(row, "list_id")), row.getInt("held")))
                .list();
        return open;
    }

    /** Why it was ended, as whoever did wrote it; empty while it lasts. */
    Optional<String> reason(UUID id) {
        return db.sql("select reason, reason_sealed from entry_hold where id = :id and ended_at is not null")
                .param("id", id)
                .query((row, number) -> {
                    byte[] sealed = row.getBytes("reason_sealed");
                    return sealed == null ? row.getString("reason") : sealer.open(sealed, reasonOf(id));
                })
                .optional();
    }

    /** Who ended it. */
    Optional<AuditActor> endedBy(UUID id) {
        return db.sql("select by_kind, by_id from entry_hold where id = :id and ended_at is not null")
                .param("id", id)
                .query((row, number) -> new AuditActor(row.getString("by_kind"), row.getString("by_id")))
                .optional();
    }

    /** Which of the entries are stopped, and why; entries that are not known are not. */
    Map<EntryId, Stopped> stopped(List<EntryId> entries) {
        Map<EntryId, Stopped> stopped = new HashMap<>();
        db.sql("""
                select e.id,
                       e.withdrawn_at is not null or exists (
                           select 1
                           from hash_list l join hash_entry other on other.list_id = l.id
                           where l.kind <> 'MATCH' and other.algorithm = e.algorithm and other.hash = e.hash
                             and other.withdrawn_at is null) as withdrawn,
                       exists (select 1 from entry_hold h where h.entry_id = e.id and h.ended_at is null) as held
                from hash_entry e
                where e.id = any (:entries)
                """)
                .param("entries", entries.stream().map(EntryId::value).toArray(Long[]::new))
                .query((row, number) -> {
                    var id = new EntryId(row.getLong("id"));
                    if (row.getBoolean("withdrawn")) {
                        stopped.put(id, Stopped.WITHDRAWN);
                    } else if (row.getBoolean("held")) {
                        stopped.put(id, Stopped.HELD);
                    }
                    return id;
                })
                .list();
        return stopped;
    }

    private static EntryHold row(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        return new EntryHold(
                row.getObject("id", UUID.class),
                new ListId(Sql.id(row, "list_id")),
                new EntryId(row.getLong("entry_id")),
                row.getInt("items"),
                row.getInt("hosts"),
                Sql.at(row, "since"),
                Sql.at(row, "held_at"),
                outcome == null ? null : EntryHold.Outcome.valueOf(outcome),
                Sql.instant(row, "ended_at"));
    }

    private static SealedIn reasonOf(UUID id) {
        return new SealedIn("entry_hold", "reason_sealed", id);
    }
}

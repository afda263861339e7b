package org.vigie.hashlist;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.database.Sql;
import org.vigie.hashlist.ImportOptions.Withdrawn;
import org.vigie.organisation.OrgId;

/** The opaque_entry table. */
@Repository
class OpaqueEntries {
    private final JdbcClient db;

    OpaqueEntries(JdbcClient db) {
        this.db = db;
    }

    /** An entry and where it stands. */
    record Row(long id, ListName listName, ListKind kind, OpaqueEntry entry) {}

    /**
     * Writes the entries of one batch.
     *
     * @param withdrawn what becomes of those that were withdrawn
     * @param entries no two of the same hash, in the order of the hashes
     * @return how many are new or said anew
     */
    int write(OrgId org, ListId list, ImportId by, Withdrawn withdrawn, List<OpaqueEntry> entries, Instant at) {
        return db.sql("""
                insert into opaque_entry as present
                    (org_id, list_id, system, value, class, material_class, source, source_id, added_at, import_id)
                select :org, :list, given.system, given.value, given.class, given.material_class,
                       given.source, given.source_id, :at, :import
                from unnest(:systems::text[], :values::bytea[], :classes::text[], :materialClasses::text[], :sources::text[],
                            :sourceIds::text[]) as given (system, value, class, material_class, source, source_id)
                on conflict (list_id, system, value) do update
                set class = excluded.class, material_class = excluded.material_class, source = excluded.source,
                    source_id = excluded.source_id, import_id = excluded.import_id, withdrawn_at = null,
                    withdrawn_reason = null
                where (present.withdrawn_at is null or :comeBack
                       or (:asItsSourceSays and present.withdrawn_reason = :recalled))
                  and (present.withdrawn_at is not null
                       or (present.class, present.source, present.source_id)
                           is distinct from (excluded.class, excluded.source, excluded.source_id))
                """)
                .param("org", org.value())
                .param("list", list.value())
                .param("import", by.value())
                .param("at", utc(at))
                .param("comeBack", withdrawn == Withdrawn.COME_BACK)
                .param("asItsSourceSays", withdrawn == Withdrawn.AS_ITS_SOURCE_SAYS)
                .param("recalled", HashEntries.RECALLED)
                .param("systems", column(entries, entry -> entry.hash().system()))
                .param(
                        "values",
                        entries.stream().map(entry -> entry.hash().bytes()).toArray(byte[][]::new))
                .param("classes", column(entries, OpaqueEntry::classAsGiven))
                .param(
                        "materialClasses",
                        column(entries, entry -> entry.materialClass().name()))
                .param("sources", column(entries, OpaqueEntry::source))
                .param("sourceIds", column(entries, OpaqueEntry::sourceId))
                .update();
    }

    private static String[] column(List<OpaqueEntry> entries, Function<OpaqueEntry, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    /** Withdraws all that a source gave under that name of its own. */
    int recall(ListId list, String sourceId, Instant at) {
        return db.sql("""
                update opaque_entry set withdrawn_at = :at, withdrawn_reason = :reason
                where list_id = :list and source_id = :sourceId and withdrawn_at is null
                """)
                .param("at", utc(at))
                .param("reason", HashEntries.RECALLED)
                .param("list", list.value())
                .param("sourceId", sourceId)
                .update();
    }

    /** Withdraws the entry of that value; tells how many that were, 0 or 1. */
    int recall(ListId list, OpaqueHash hash, Instant at) {
        return db.sql("""
                update opaque_entry set withdrawn_at = :at, withdrawn_reason = :reason
                where list_id = :list and system = :system and value = :value and withdrawn_at is null
                """)
                .param("at", utc(at))
                .param("reason", HashEntries.RECALLED)
                .param("list", list.value())
                .param("system", hash.system())
                .param("value", hash.bytes())
                .update();
    }

    /** Whether it was withdrawn by this; false where it was before. */
    boolean withdraw(long number, String reason, Instant at) {
        return db.sql("""
                        update opaque_entry set withdrawn_at = :at, withdrawn_reason = :reason
                        where id = :id and withdrawn_at is null
                        """)
                        .param("at", utc(at))
                        .param("reason", reason)
                        .param("id", number)
                        .update()
                == 1;
    }

    /** The entries of a list that have one of these values, withdrawn or not. */
    List<OpaqueStored> having(ListId list, List<OpaqueHash> hashes) {
        return db.sql("""
                select e.*
                from unnest(:systems::text[], :values::bytea[]) as given (system, value)
                join opaque_entry e
                  on e.list_id = :list and e.system = given.system and e.value = given.value
                """)
                .param("list", list.value())
                .param("systems", hashes.stream().map(OpaqueHash::system).toArray(String[]::new))
                .param("values", hashes.stream().map(OpaqueHash::bytes).toArray(byte[][]::new))
                .query(OpaqueEntries::stored)
                .list();
    }

    /** Entries of a list, withdrawn or not, that follow that one by system and value. */
    List<OpaqueStored> byValue(ListId list, Optional<OpaqueHash> last, int limit) {
        return db.sql("""
                select * from opaque_entry
                where list_id = :list and (system, value) > (:system, :value)
                order by system, value
                limit :limit
                """)
                .param("list", list.value())
                .param("system", last.map(OpaqueHash::system).orElse(""))
                .param("value", last.map(OpaqueHash::bytes).orElse(new byte[0]))
                .param("limit", limit)
                .query(OpaqueEntries::stored)
                .list();
    }

    /** Those of the entries of which another list says another class, or that another list stops. */
    Set<Long> contradicted(List<Long> some) {
        return Set.copyOf(db.sql("""
                select distinct e.id
                from opaque_entry e
                join hash_list own on own.id = e.list_id
                join opaque_entry other on other.system = e.system and other.value = e.value and other.list_id <> e.list_id
                join hash_list l on l.id = other.list_id
                where e.id = any (:some) and other.withdrawn_at is null
                  and ((own.kind = 'MATCH') <> (l.kind = 'MATCH')
                       or (own.kind = 'MATCH' and other.material_class <> e.material_class))
                """)
                .param("some", some.toArray(Long[]::new))
                .query((row, number) -> row.getLong("id"))
                .list());
    }

    /** What each list says of that very value. */
    List<Row> having(OpaqueHash hash, int limit) {
        return db.sql("""
                select e.*, l.name as list_name, l.kind
                from opaque_entry e join hash_list l on l.id = e.list_id
                where e.system = :system and e.value = :value and e.withdrawn_at is null
                order by l.name, e.id
                limit :limit
                """)
                .param("system", hash.system())
                .param("value", hash.bytes())
                .param("limit", limit)
                .query(OpaqueEntries::row)
                .list();
    }

    /** All of a system that follow that one, a batch of them. */
    List<Row> after(String system, long id, int limit) {
        return db.sql("""
                select e.*, l.name as list_name, l.kind
                from opaque_entry e join hash_list l on l.id = e.list_id
                where e.system = :system and e.id > :id and e.withdrawn_at is null
                order by e.id
                limit :limit
                """)
                .param("system", system)
                .param("id", id)
                .param("limit", limit)
                .query(OpaqueEntries::row)
                .list();
    }

    /** The entries of that very value with their lists, those of lists that stop matches first. */
    List<OpaqueListed> listed(OpaqueHash hash, int limit) {
        return db.sql("""
                select e.*, l.name as list_name, l.kind
                from opaque_entry e join hash_list l on l.id = e.list_id
                where e.system = :system and e.value = :value and e.withdrawn_at is null
                order by l.kind = 'MATCH', l.name, e.id
                limit :limit
                """)
                .param("system", hash.system())
                .param("value", hash.bytes())
                .param("limit", limit)
                .query(OpaqueEntries::listed)
                .list();
    }

    Optional<OpaqueListed> find(long id) {
        return db.sql("""
                select e.*, l.name as list_name, l.kind
                from opaque_entry e join hash_list l on l.id = e.list_id
                where e.id = :id and e.withdrawn_at is null
                """).param("id", id).query(OpaqueEntries::listed).optional();
    }

    /** The systems of which there are entries, by one look into an index for each, however many entries there are. */
    List<String> systems() {
        return db.sql("""
                with recursive known as (
                    (select system from opaque_entry order by system limit 1)
                    union all
                    select (select e.system from opaque_entry e where e.system > known.system order by e.system limit 1)
                    from known where known.system is not null)
                select system from known where system is not null
                """).query((row, number) -> row.getString("system")).list();
    }

    /** The same of one list. */
    List<String> systems(ListId list) {
        return db.sql("""
                with recursive known as (
                    (select system from opaque_entry where list_id = :list order by system limit 1)
                    union all
                    select (select e.system from opaque_entry e
                            where e.list_id = :list and e.system > known.system order by e.system limit 1)
                    from known where known.system is not null)
                select system from known where system is not null
                """)
                .param("list", list.value())
                .query((row, number) -> row.getString("system"))
                .list();
    }

    /** How many of a system match, counted up to a limit. */
    int countUpTo(String system, int limit) {
        return db.sql("""
                select count(*) from
                    (select 1 from opaque_entry where system = :system and withdrawn_at is null limit :limit) as counted
                """)
                .param("system", system)
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    /** The numbers of entries of these lists that match and came before that one, the greatest first. */
    List<Long> numbersBefore(List<ListId> lists, long before, int limit) {
        return db.sql("""
                select id from opaque_entry
                where list_id = any (:lists::uuid[]) and id < :before and withdrawn_at is null
                order by id desc
                limit :limit
                """)
                .param("lists", lists.stream().map(ListId::toString).toArray(String[]::new))
                .param("before", before)
                .param("limit", limit)
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    private static OpaqueListed listed(ResultSet row, int number) throws SQLException {
        Row one = row(row, number);
        return new OpaqueListed(one.id(), new ListId(Sql.id(row, "list_id")), one.listName(), one.kind(), one.entry());
    }

    private static OpaqueStored stored(ResultSet row, int number) throws SQLException {
        return new OpaqueStored(
                row.getLong("id"),
                entry(row),
                MaterialClass.valueOf(row.getString("material_class")),
                Sql.instant(row, "withdrawn_at"));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                new ListName(row.getString("list_name")),
                ListKind.valueOf(row.getString("kind")),
                entry(row));
    }

    private static OpaqueEntry entry(ResultSet row) throws SQLException {
        return new OpaqueEntry(
                OpaqueHash.of(row.getString("system"), row.getBytes("value")),
                row.getString("class"),
                row.getString("source"),
                row.getString("source_id"));
    }
}

package org.vigie.hashlist;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.database.Sql;
import org.vigie.hashlist.ImportOptions.Withdrawn;
import org.vigie.organisation.OrgId;

/** The hash_entry table. */
@Repository
class HashEntries {
    /** Why an entry is withdrawn that its source took back. */
    static final String RECALLED = "recalled by its source";

    /**
     * The entries of a batch as a table. Hashes are given as bytes: a condition that calls a function on what was given, as decode()
     * would be, may not come before that of the row's organisation, so PostgreSQL would read the whole list for each batch.
     */
    private static final String GIVEN = """
            unnest(:algorithms::text[], :hashes::bytea[], :classes::text[], :materialClasses::text[], :sources::text[],
                   :notes::text[], :sourceIds::text[], :classifiers::text[], :versions::text[], :times::text[],
                   :affirmed::text[], :refuted::text[])
                 as given (algorithm, hash, class, material_class, source, note, source_id, classifier, version,
                           classified_at, affirmed, refuted)
            """;

    private final JdbcClient db;

    HashEntries(JdbcClient db) {
        this.db = db;
    }

    /** What a batch did to the table; entries that are in none of the three numbers were there already, just like that. */
    record Written(int added, int changed, int stillWithdrawn) {}

    /**
     * Writes the entries of one batch.
     *
     * @param entries no two of the same hash, and in the order of the hashes: two imports that write the same ones then
     *     wait for each other instead of deadlocking
     */
    Written write(OrgId org, ListId list, ImportId by, Withdrawn withdrawn, List<ListEntry> entries, Instant at) {
        List<Boolean> written = batch("""
                insert into hash_entry as present
                    (org_id, list_id, algorithm, hash, class, material_class, source, note,
                     source_id, classifier, version, classified_at, affirmed, refuted, added_at, import_id)
                select :org, :list, given.algorithm, given.hash, given.class, given.material_class, given.source,
                       given.note, given.source_id, given.classifier, given.version, given.classified_at::timestamptz,
                       given.affirmed::int, given.refuted::int, :at, :import
                from %s
                on conflict (list_id, algorithm, hash) do update
                set class = excluded.class, material_class = excluded.material_class, source = excluded.source,
                    note = excluded.note, source_id = excluded.source_id, classifier = excluded.classifier,
                    version = excluded.version, classified_at = excluded.classified_at, affirmed = excluded.affirmed,
                    refuted = excluded.refuted, import_id = excluded.import_id, changed_in = pg_current_xact_id(),
                    withdrawn_at = null, withdrawn_reason = null
                where (present.withdrawn_at is null or :comeBack
                       or (:asItsSourceSays and present.withdrawn_reason = :recalled))
                  and (present.withdrawn_at is not null
                       or (present.class, present.material_class, present.source, present.note, present.source_id,
                           present.classifier, present.version, present.classified_at, present.affirmed, present.refuted)
                           is distinct from
                          (excluded.class, excluded.material_class, excluded.source, excluded.note, excluded.source_id,
                           excluded.classifier, excluded.version, excluded.classified_at, excluded.affirmed, excluded.refuted))
                returning present.xmax = 0 as added
                """.formatted(GIVEN), list, entries)
                .param("org", org.value())
                .param("at", utc(at))
                .param("import", by.value())
                .param("comeBack", withdrawn == Withdrawn.COME_BACK)
                .param("asItsSourceSays", withdrawn == Withdrawn.AS_ITS_SOURCE_SAYS)
                .param("recalled", RECALLED)
                .query((row, number) -> row.getBoolean("added"))
                .list();
        int added = (int) written.stream().filter(isNew -> isNew).count();
        return new Written(added, written.size() - added, countWithdrawn(list, entries));
    }

    private int countWithdrawn(ListId list, List<ListEntry> entries) {
        return batch("""
                select count(*)
                from %s
                join hash_entry present
                  on present.list_id = :list and present.algorithm = given.algorithm and present.hash = given.hash
                where present.withdrawn_at is not null
                """.formatted(GIVEN), list, entries).query(Integer.class).single();
    }

    private StatementSpec batch(String sql, ListId list, List<ListEntry> entries) {
        return db.sql(sql)
                .param("list", list.value())
                .param(
                        "algorithms",
                        column(entries, entry -> entry.hash().algorithm().name()))
                .param("hashes", bytes(entries.stream().map(ListEntry::hash)))
                .param("classes", column(entries, ListEntry::classAsGiven))
                .param(
                        "materialClasses",
                        column(entries, entry -> entry.materialClass().name()))
                .param("sources", column(entries, ListEntry::source))
                .param("notes", column(entries, ListEntry::note))
                .param("sourceIds", column(entries, entry -> entry.provenance().sourceId()))
                .param(
                        "classifiers",
                        column(entries, entry -> entry.provenance().classifier()))
                .param("versions", column(entries, entry -> entry.provenance().version()))
                .param("times", column(entries, HashEntries::classifiedAt))
                .param(
                        "affirmed",
                        column(
                                entries,
                                entry -> Integer.toString(entry.provenance().affirmed())))
                .param(
                        "refuted",
                        column(
                                entries,
                                entry -> Integer.toString(entry.provenance().refuted())));
    }

    private static byte[][] bytes(Stream<HashValue> hashes) {
        return hashes.map(HashValue::bytes).toArray(byte[][]::new);
    }

    private static @Nullable String classifiedAt(ListEntry entry) {
        Instant at = entry.provenance().classifiedAt();
        return at == null ? null : at.toString();
    }

    private static @Nullable String[] column(List<ListEntry> entries, Function<ListEntry, @Nullable String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    /** Entries with a smaller id than that one, the newest first. */
    List<HashEntry> before(ListId list, EntryId before, int limit) {
        return db.sql("""
                select * from hash_entry
                where list_id = :list and id < :before
                order by id desc
                limit :limit
                """)
                .param("list", list.value())
                .param("before", before.value())
                .param("limit", limit)
                .query(HashEntries::row)
                .list();
    }

    /** The numbers of entries of these lists that match and came before that one, the greatest first. */
    List<Long> numbersBefore(List<ListId> lists, long before, int limit) {
        return db.sql("""
                select id from hash_entry
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

    /** Of which algorithms the list has entries, withdrawn or not: one look into an index for each algorithm. */
    List<HashAlgorithm> algorithms(ListId list) {
        return db.sql("""
                select known.algorithm
                from unnest(:algorithms::text[]) with ordinality as known (algorithm, place)
                where exists (select 1 from hash_entry e where e.list_id = :list and e.algorithm = known.algorithm)
                order by known.place
                """)
                .param("list", list.value())
                .param(
                        "algorithms",
                        Arrays.stream(HashAlgorithm.values()).map(Enum::name).toArray(String[]::new))
                .query((row, number) -> HashAlgorithm.valueOf(row.getString("algorithm")))
                .list();
    }

    /** Entries that follow that one, by the names that their sources gave. */
    List<HashEntry> bySource(ListId list, Optional<HashEntry> last, int limit) {
        return db.sql("""
                select * from hash_entry
                where list_id = :list and (source_id, id) > (:sourceId, :id)
                order by source_id, id
                limit :limit
                """)
                .param("list", list.value())
                .param(
                        "sourceId",
                        last.map(entry -> entry.provenance().sourceId()).orElse(""))
                .param("id", last.map(entry -> entry.id().value()).orElse(0L))
                .param("limit", limit)
                .query(HashEntries::row)
                .list();
    }

    /** The entries of a list that have one of these hashes. */
    List<HashEntry> having(ListId list, List<HashValue> hashes) {
        return db.sql("""
                select e.*
                from unnest(:algorithms::text[], :hashes::bytea[]) as given (algorithm, hash)
                join hash_entry e
                  on e.list_id = :list and e.algorithm = given.algorithm and e.hash = given.hash
                """)
                .param("list", list.value())
                .param(
                        "algorithms",
                        hashes.stream().map(hash -> hash.algorithm().name()).toArray(String[]::new))
                .param("hashes", bytes(hashes.stream()))
                .query(HashEntries::row)
                .list();
    }

    /** Those of the entries of which another list says another class, or that another list stops. */
    Set<EntryId> contradicted(List<EntryId> some) {
        return Set.copyOf(db.sql("""
                select distinct e.id
                from hash_entry e
                join hash_list own on own.id = e.list_id
                join hash_list l on l.id <> e.list_id
                join hash_entry other on other.list_id = l.id and other.algorithm = e.algorithm and other.hash = e.hash
                where e.id = any (:some) and other.withdrawn_at is null
                  and ((own.kind = 'MATCH') <> (l.kind = 'MATCH')
                       or (own.kind = 'MATCH' and other.material_class <> e.material_class))
                """)
                .param("some", some.stream().map(EntryId::value).toArray(Long[]::new))
                .query((row, number) -> new EntryId(row.getLong("id")))
                .list());
    }

    Optional<HashEntry> find(ListId list, HashValue hash) {
        return db.sql("""
                select * from hash_entry
                where list_id = :list and algorithm = :algorithm and hash = :hash
                """)
                .param("list", list.value())
                .param("algorithm", hash.algorithm().name())
                .param("hash", hash.bytes())
                .query(HashEntries::row)
                .optional();
    }

    /** What each list says of a hash. */
    List<Said> everywhere(HashValue hash, int limit) {
        return db.sql("""
                select e.*, l.name as list_name, l.kind
                from hash_list l join hash_entry e on e.list_id = l.id
                where e.algorithm = :algorithm and e.hash = :hash
                order by l.name, e.id
                limit :limit
                """)
                .param("algorithm", hash.algorithm().name())
                .param("hash", hash.bytes())
                .param("limit", limit)
                .query((row, number) -> new Said(
                        new ListName(row.getString("list_name")),
                        ListKind.valueOf(row.getString("kind")),
                        row(row, number)))
                .list();
    }

    Optional<HashEntry> find(EntryId id) {
        return db.sql("select * from hash_entry where id = :id")
                .param("id", id.value())
                .query(HashEntries::row)
                .optional();
    }

    /** Whether it was withdrawn by this; false where it was before. */
    boolean withdraw(EntryId id, String reason, Instant at) {
        return db.sql("""
                        update hash_entry
                        set withdrawn_at = :at, withdrawn_reason = :reason, changed_in = pg_current_xact_id()
                        where id = :id and withdrawn_at is null
                        """)
                        .param("at", utc(at))
                        .param("reason", reason)
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** The entries that a recall is of, withdrawn or not, at most as many as one batch. */
    List<EntryId> find(ListId list, Recall recall) {
        HashValue hash = recall.hash();
        return db.sql("""
                select id from hash_entry
                where list_id = :list
                  and (:algorithm::text is null or (algorithm = :algorithm and hash = :hash))
                  and (:sourceId = '' or source_id = :sourceId)
                order by id
                limit :limit
                """)
                .param("list", list.value())
                .param("algorithm", hash == null ? null : hash.algorithm().name())
                .param("hash", hash == null ? null : hash.bytes())
                .param("sourceId", recall.sourceId())
                .param("limit", HashListLimits.BATCH_ENTRIES_MAX)
                .query((row, number) -> new EntryId(row.getLong("id")))
                .list();
    }

    /** Withdraws what a source takes back; tells how many entries that were. */
    int recall(ListId list, Recall recall, Instant at) {
        HashValue hash = recall.hash();
        return db.sql("""
                update hash_entry
                set withdrawn_at = :at, withdrawn_reason = :reason, changed_in = pg_current_xact_id()
                where list_id = :list and withdrawn_at is null
                  and (:algorithm::text is null or (algorithm = :algorithm and hash = :hash))
                  and (:sourceId = '' or source_id = :sourceId)
                """)
                .param("at", utc(at))
                .param("reason", RECALLED)
                .param("list", list.value())
                .param("algorithm", hash == null ? null : hash.algorithm().name())
                .param("hash", hash == null ? null : hash.bytes())
                .param("sourceId", recall.sourceId())
                .update();
    }

    private static HashEntry row(ResultSet row, int number) throws SQLException {
        return new HashEntry(
                new EntryId(row.getLong("id")),
                new ListId(Sql.id(row, "list_id")),
                HashValue.of(HashAlgorithm.valueOf(row.getString("algorithm")), row.getBytes("hash")),
                row.getString("class"),
                MaterialClass.valueOf(row.getString("material_class")),
                row.getString("source"),
                row.getString("note"),
                new Provenance(
                        row.getString("source_id"),
                        row.getString("classifier"),
                        row.getString("version"),
                        Sql.instant(row, "classified_at"),
                        row.getInt("affirmed"),
                        row.getInt("refuted")),
                Sql.at(row, "added_at"),
                new ImportId(Sql.id(row, "import_id")),
                Sql.instant(row, "withdrawn_at"),
                row.getString("withdrawn_reason"));
    }
}

package org.vigie.hashlist;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.audit.AuditActor;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;

/** The hash_import table and its rejected lines. */
@Repository
class HashImports {
    private final JdbcClient db;

    HashImports(JdbcClient db) {
        this.db = db;
    }

    void add(OrgId org, ImportId id, ListId list, AuditActor by, Optional<Fingerprint> file, Instant at) {
        db.sql("""
                insert into hash_import (id, org_id, list_id, by_kind, by_id, mapping_version, fingerprint, started_at)
                values (:id, :org, :list, :byKind, :byId, :mapping, :fingerprint, :at)
                """)
                .param("id", id.value())
                .param("org", org.value())
                .param("list", list.value())
                .param("byKind", by.kind())
                .param("byId", by.id())
                .param("mapping", ClassMapping.VERSION)
                .param("fingerprint", file.map(Fingerprint::bytes).orElse(null), Types.BINARY)
                .param("at", utc(at))
                .update();
    }

    /** The newest import of that file into the list that has no end, for whoever takes it up: nobody else can go on with it. */
    Optional<ImportFlow.CutOff> takeUp(ListId list, Fingerprint file) {
        return db.sql("""
                update hash_import set turn = turn + 1
                where id = (select id from hash_import
                            where list_id = :list and fingerprint = :fingerprint and finished_at is null
                            order by started_at desc, id
                            limit 1)
                returning *
                """)
                .param("list", list.value())
                .param("fingerprint", file.bytes())
                .query((row, number) -> new ImportFlow.CutOff(begun(row), row.getInt("turn")))
                .optional();
    }

    /** Rejected lines are not among them: they are counted anew. */
    private static ImportReport begun(ResultSet row) throws SQLException {
        return new ImportReport(
                new ImportId(Sql.id(row, "id")),
                new ListId(Sql.id(row, "list_id")),
                row.getLong("accepted"),
                row.getLong("changed"),
                row.getLong("unchanged"),
                row.getLong("still_withdrawn"),
                row.getLong("recalled"),
                row.getLong("opaque"),
                List.of(),
                0,
                row.getLong("told"));
    }

    /** Keeps how far it is; false where it was taken up by another run. */
    boolean keep(ImportReport soFar, long told, int turn) {
        return update(soFar, told, turn, null);
    }

    /** Ends it; false where it was taken up by another run. */
    boolean finish(ImportReport report, int turn, Instant at) {
        return update(report, 0, turn, at);
    }

    private boolean update(ImportReport report, long told, int turn, @Nullable Instant finishedAt) {
        return db.sql("""
                        update hash_import
                        set accepted = :accepted, changed = :changed, unchanged = :unchanged,
                            still_withdrawn = :stillWithdrawn, recalled = :recalled, opaque = :opaque,
                            rejected = :rejected, told = greatest(told, :told), finished_at = :finishedAt
                        where id = :id and turn = :turn and finished_at is null
                        """)
                        .param("accepted", report.accepted())
                        .param("changed", report.changed())
                        .param("unchanged", report.unchanged())
                        .param("stillWithdrawn", report.stillWithdrawn())
                        .param("recalled", report.recalled())
                        .param("opaque", report.opaque())
                        .param("rejected", report.rejectedCount())
                        .param("told", told)
                        .param("finishedAt", utc(finishedAt))
                        .param("id", report.id().value())
                        .param("turn", turn)
                        .update()
                == 1;
    }

    void addRejected(OrgId org, ImportReport report) {
        db.sql("""
                insert into hash_import_rejected (org_id, import_id, line, reason)
                select :org, :import, given.line, given.reason
                from unnest(:lines::text[]::bigint[], :reasons::text[]) as given (line, reason)
                """)
                .param("org", org.value())
                .param("import", report.id().value())
                .param(
                        "lines",
                        report.rejected().stream()
                                .map(line -> Long.toString(line.line()))
                                .toArray(String[]::new))
                .param(
                        "reasons",
                        report.rejected().stream()
                                .map(line -> line.reason().name())
                                .toArray(String[]::new))
                .update();
    }

    List<ImportRun> newest(ListId list, int limit) {
        return db.sql("""
                select * from hash_import where list_id = :list order by started_at desc, id limit :limit
                """)
                .param("list", list.value())
                .param("limit", limit)
                .query(HashImports::row)
                .list();
    }

    /** The newest one of each list that has any: one look into an index for each. */
    Map<ListId, ImportRun> newest(Collection<ListId> lists) {
        return db
                .sql("""
                select newest.*
                from unnest(:lists) as given (list_id)
                cross join lateral (
                    select * from hash_import i where i.list_id = given.list_id order by started_at desc, id limit 1) as newest
                """)
                .param("lists", lists.stream().map(ListId::value).toArray(UUID[]::new))
                .query(HashImports::row)
                .list()
                .stream()
                .collect(Collectors.toMap(ImportRun::list, run -> run));
    }

    Optional<ImportRun> find(ImportId id) {
        return db.sql("select * from hash_import where id = :id")
                .param("id", id.value())
                .query(HashImports::row)
                .optional();
    }

    List<RejectedLine> rejected(ImportId id, int limit) {
        return db.sql("""
                select line, reason from hash_import_rejected where import_id = :id order by line limit :limit
                """)
                .param("id", id.value())
                .param("limit", limit)
                .query((row, number) ->
                        new RejectedLine(row.getLong("line"), RejectedLine.Reason.valueOf(row.getString("reason"))))
                .list();
    }

    private static ImportRun row(ResultSet row, int number) throws SQLException {
        return new ImportRun(
                new ImportId(Sql.id(row, "id")),
                new ListId(Sql.id(row, "list_id")),
                Sql.at(row, "started_at"),
                Sql.instant(row, "finished_at"),
                row.getLong("accepted"),
                row.getLong("changed"),
                row.getLong("unchanged"),
                row.getLong("still_withdrawn"),
                row.getLong("recalled"),
                row.getLong("opaque"),
                row.getLong("rejected"));
    }
}

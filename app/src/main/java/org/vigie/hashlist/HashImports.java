package org.vigie.hashlist;

import static org.vigie.database.Sql.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    void add(OrgId org, ImportId id, ListId list, AuditActor by, Instant at) {
        db.sql("""
                insert into hash_import (id, org_id, list_id, by_kind, by_id, mapping_version, started_at)
                values (:id, :org, :list, :byKind, :byId, :mapping, :at)
                """)
                .param("id", id.value())
                .param("org", org.value())
                .param("list", list.value())
                .param("byKind", by.kind())
                .param("byId", by.id())
                .param("mapping", ClassMapping.VERSION)
                .param("at", utc(at))
                .update();
    }

    void save(ImportReport report, Optional<Instant> finishedAt) {
        db.sql("""
                update hash_import
                set accepted = :accepted, changed = :changed, unchanged = :unchanged, still_withdrawn = :stillWithdrawn,
                    recalled = :recalled, opaque = :opaque,
                    rejected = :rejected, finished_at = :finishedAt
                where id = :id
                """)
                .param("accepted", report.accepted())
                .param("changed", report.changed())
                .param("unchanged", report.unchanged())
                .param("stillWithdrawn", report.stillWithdrawn())
                .param("recalled", report.recalled())
                .param("opaque", report.opaque())
                .param("rejected", report.rejectedCount())
                .param("finishedAt", utc(finishedAt.orElse(null)))
                .param("id", report.id().value())
                .update();
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

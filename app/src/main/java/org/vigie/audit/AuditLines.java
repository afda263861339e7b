package org.vigie.audit;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import tools.jackson.databind.json.JsonMapper;

/** Reads the audit log for people. Writing it is {@code AuditEntries}' part. */
@Repository
class AuditLines {
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final JdbcClient db;
    private final JsonMapper json;

    AuditLines(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * Newest first. The organisation is a condition of its own beside the rule for rows, which says it in a way that no index serves:
     * entries may have none.
     */
    List<AuditLine> page(AuditQuestion question, int limit) {
        Optional<OrgId> org = CurrentOrganisation.get();
        String ofOrganisation = org.isPresent() ? "e.org_id = :org" : "e.org_id is null";
        String ofAct = question.act().isEmpty() ? "" : "and e.act = :act";
        String ofSubject = question.subject().isEmpty()
                ? ""
                : "and e.id = any (array(select entries_about(:subject, :act, :below, :limit)))";
        return db.sql("""
                select e.id, e.at, e.act, e.actor_kind, e.actor_id, e.subjects, t.position,
                       e.subject_salts is not null as in_parts,
                       array(select f.key || '=' || f.value from jsonb_each_text(e.facts) f order by f.key) as facts
                from audit_entry e
                left join audit_tree t on t.entry = e.id
                where %s and e.id < :below %s %s
                order by e.id desc
                limit :limit
                """.formatted(ofOrganisation, ofAct, ofSubject))
                .param("org", org.map(OrgId::value).orElse(null))
                .param("below", question.below())
                .param("act", question.act())
                .param("subject", question.subject())
                .param("limit", limit)
                .query(AuditLines::row)
                .list();
    }

    /** Those of these ids under which something lies in a compartment that the bound person is not in. */
    Set<String> beyondWalls(Collection<String> ids) {
        UUID[] asked = ids.stream()
                .filter(UUID_TEXT.asMatchPredicate())
                .map(UUID::fromString)
                .distinct()
                .toArray(UUID[]::new);
        if (asked.length == 0) {
            return Set.of();
        }
        return Set.copyOf(
                db.sql("select beyond_walls(:asked, coalesce(current_setting('vigie.compartments', true), ''))::text")
                        .param("asked", asked)
                        .query(String.class)
                        .list());
    }

    /**
     * An entry that has its place in the tree.
     *
     * @param isBurnt whether ids of erased records were taken out of it
     */
    record Placed(AuditEntry entry, long position, boolean isBurnt) {}

    Optional<Placed> placed(long id) {
        return db.sql("""
                select e.org_id, e.at, e.act, e.actor_kind, e.actor_id, e.subjects, e.facts, e.salt, e.subject_salts,
                       t.position, e.burnt_by is not null as burnt
                from audit_entry e join audit_tree t on t.entry = e.id
                where e.id = :id
                """)
                .param("id", id)
                .query((row, number) ->
                        new Placed(EntryText.stored(row, json), row.getLong("position"), row.getBoolean("burnt")))
                .optional();
    }

    Optional<AuditHead> head() {
        return db.sql("select size, root, at from audit_checkpoint order by size desc limit 1")
                .query((row, number) -> new AuditHead(
                        row.getLong("size"), HexFormat.of().formatHex(row.getBytes("root")), Sql.at(row, "at")))
                .optional();
    }

    private static AuditLine row(ResultSet row, int number) throws SQLException {
        long position = row.getLong("position");
        boolean waits = row.wasNull();
        return new AuditLine(
                row.getLong("id"),
                Sql.at(row, "at"),
                row.getString("act"),
                new AuditActor(row.getString("actor_kind"), row.getString("actor_id")),
                texts(row.getArray("subjects")),
                texts(row.getArray("facts")),
                0,
                waits ? null : position,
                row.getBoolean("in_parts"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}

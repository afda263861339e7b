package org.vigie.audit;

import static org.vigie.database.Sql.utc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * The audit entries and their leaves. Nothing here deletes, and nothing changes an entry but {@link #burn}: the application's role
 * may not, and a trigger lets it do no more than that.
 */
@Repository
class AuditEntries {
    private final JdbcClient db;
    private final JsonMapper json;

    AuditEntries(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** The number of the entry. Its leaf, and that it waits, are written by the same statement: each costs its caller a way. */
    long add(AuditEntry entry) {
        AuditAct act = entry.act();
        return db.sql("""
                with added as (
                    insert into audit_entry (org_id, at, act, actor_kind, actor_id, subjects, facts, salt, subject_salts)
                    values (:org, :at, :act, :actorKind, :actorId, :subjects, :facts::jsonb, :salt, :subjectSalts)
                    returning id),
                leaf as (
                    insert into audit_leaf (entry, commitment) select id, :commitment from added
                    returning entry),
                waiting as (insert into audit_pending (entry) select entry from leaf)
                select id from added
                """)
                .param("org", entry.org() == null ? null : entry.org().value())
                .param("at", utc(entry.at()))
                .param("act", act.act())
                .param("actorKind", act.actor().kind())
                .param("actorId", act.actor().id())
                .param("subjects", act.subjects().toArray(String[]::new))
                .param("facts", json.writeValueAsString(act.facts()))
                .param("salt", entry.saltBytes())
                .param("subjectSalts", entry.subjectSaltBytes())
                .param("commitment", entry.commitment())
                .query(Long.class)
                .single();
    }

    /**
     * The numbers of entries of the bound organisation that name one of these subjects, the oldest first. What they name is asked
     * of the index, which the rule for rows lets nobody use.
     *
     * @param below only those with a lower number
     */
    List<Long> naming(List<String> subjects, long below, int limit) {
        return db.sql("select entries_naming(:subjects, :below, :limit) as id")
                .param("subjects", subjects.toArray(String[]::new))
                .param("below", below)
                .param("limit", limit)
                .query((row, number) -> row.getLong("id"))
                .list();
    }

    /** Those of these entries that still name one of the subjects, by their number; locked until the transaction ends. */
    Map<Long, AuditEntry> lock(List<Long> ids, List<String> subjects) {
        Map<Long, AuditEntry> found = new TreeMap<>();
        db.sql("""
                select id, org_id, at, act, actor_kind, actor_id, subjects, facts, salt, subject_salts from audit_entry
                where id = any (:ids) and subjects && :subjects::text[] order by id for update
                """)
                .param("ids", ids.toArray(Long[]::new))
                .param("subjects", subjects.toArray(String[]::new))
                .query((row, number) -> found.put(row.getLong("id"), EntryText.stored(row, json)))
                .list();
        return found;
    }

    /**
     * Leaves what is left of an entry.
     *
     * @param said the number of the entry that says so
     */
    void burn(long id, AuditEntry left, long said) {
        db.sql("""
                update audit_entry set subjects = :subjects, salt = :salt, subject_salts = :subjectSalts, burnt_by = :said
                where id = :id
                """)
                .param("subjects", left.act().subjects().toArray(String[]::new))
                .param("salt", left.saltBytes())
                .param("subjectSalts", left.subjectSaltBytes())
                .param("said", said)
                .param("id", id)
                .update();
    }
}

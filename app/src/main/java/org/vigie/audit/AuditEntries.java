package org.vigie.audit;

import static org.vigie.database.Sql.utc;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The audit entries and their leaves. Nothing here changes or deletes: the application's role may not. */
@Repository
class AuditEntries {
    private final JdbcClient db;
    private final JsonMapper json;

    AuditEntries(JdbcClient db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    void add(AuditEntry entry) {
        AuditAct act = entry.act();
        long id = db.sql("""
                insert into audit_entry (org_id, at, act, actor_kind, actor_id, subjects, facts, salt)
                values (:org, :at, :act, :actorKind, :actorId, :subjects, :facts::jsonb, :salt)
                returning id
                """)
                .param("org", entry.org() == null ? null : entry.org().value())
                .param("at", utc(entry.at()))
                .param("act", act.act())
                .param("actorKind", act.actor().kind())
                .param("actorId", act.actor().id())
                .param("subjects", act.subjects().toArray(String[]::new))
                .param("facts", json.writeValueAsString(act.facts()))
                .param("salt", entry.saltBytes())
                .query(Long.class)
                .single();
        db.sql("insert into audit_leaf (entry, commitment) values (:entry, :commitment)")
                .param("entry", id)
                .param("commitment", entry.commitment())
                .update();
        db.sql("insert into audit_pending (entry) values (:entry)")
                .param("entry", id)
                .update();
    }
}

package org.vigie.organisation;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;

/** The organisation table, a platform table: it says who shares this installation. */
@Repository
class Organisations {
    private final JdbcClient db;

    Organisations(JdbcClient db) {
        this.db = db;
    }

    void add(OrgId id, String name, OrganisationKind kind) {
        db.sql("insert into organisation (id, name, kind) values (:id, :name, :kind)")
                .param("id", id.value())
                .param("name", name)
                .param("kind", kind.name())
                .update();
    }

    Optional<OrgId> firstHotline() {
        return db.sql("select id from organisation where kind = 'HOTLINE' order by created_at, id limit 1")
                .query(UUID.class)
                .optional()
                .map(OrgId::new);
    }

    /** The oldest first, those after that one; null begins. */
    List<OrgId> after(@Nullable OrgId last, int limit) {
        return db.sql("""
                select id from organisation
                where :last::uuid is null
                   or (created_at, id) > (select l.created_at, l.id from organisation l where l.id = :last)
                order by created_at, id limit :limit
                """)
                .param("last", last == null ? null : last.value(), Types.OTHER)
                .param("limit", limit)
                .query((row, number) -> new OrgId(Sql.id(row, "id")))
                .list();
    }

    Optional<String> name(OrgId id) {
        return db.sql("select name from organisation where id = :id")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    Optional<OrganisationKind> kind(OrgId id) {
        return db.sql("select kind from organisation where id = :id")
                .param("id", id.value())
                .query((row, number) -> OrganisationKind.valueOf(row.getString("kind")))
                .optional();
    }

    /** Held until the transaction ends, so that two first starts make one hotline. */
    void lock() {
        db.sql("select pg_advisory_xact_lock(hashtext('organisation'))::text")
                .query(String.class)
                .single();
    }

    long countUntil(OrgId id) {
        return db.sql("""
                select count(*) from organisation
                where (created_at, id) <= (select l.created_at, l.id from organisation l where l.id = :id)
                """).param("id", id.value()).query(Long.class).single();
    }

    long count() {
        return db.sql("select count(*) from organisation").query(Long.class).single();
    }
}

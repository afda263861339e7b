package org.vigie.compartment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The table compartment, and the view of what lies in them. The database shows those that the bound person is in. */
@Repository
class Compartments {
    private final JdbcClient db;
    private final Sealer sealer;

    Compartments(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    void add(OrgId org, Compartment compartment) {
        db.sql("insert into compartment (id, org_id, name_sealed, opened_at) values (:id, :org, :name, :at)")
                .param("id", compartment.id().value())
                .param("org", org.value())
                .param("name", sealer.seal(compartment.name(), nameOf(compartment.id())))
                .param("at", Sql.utc(compartment.openedAt()))
                .update();
    }

    Optional<Compartment> find(CompartmentId id) {
        return db.sql("select id, name_sealed, opened_at, closed_at from compartment where id = :id")
                .param("id", id.value())
                .query(this::row)
                .optional();
    }

    /** The same, kept from others until the transaction ends, so that members come and go one after the other. */
    Optional<Compartment> lock(CompartmentId id) {
        return db.sql("select id, name_sealed, opened_at, closed_at from compartment where id = :id for update")
                .param("id", id.value())
                .query(this::row)
                .optional();
    }

    List<Compartment> all(int limit) {
        return db.sql("""
                select id, name_sealed, opened_at, closed_at from compartment
                order by opened_at desc, id limit :limit
                """).param("limit", limit).query(this::row).list();
    }

    /** Those of all in reach into which none of these people was let, the oldest first. */
    List<Orphan> without(Set<UUID> people, int limit) {
        return db.sql("""
                select c.id, c.opened_at from compartment c
                where not exists (select 1 from compartment_member m
                                  where m.compartment_id = c.id and m.until is null and m.person_id = any (:people))
                order by c.opened_at, c.id limit :limit
                """)
                .param("people", people.toArray(UUID[]::new))
                .param("limit", limit)
                .query((row, number) -> new Orphan(new CompartmentId(Sql.id(row, "id")), Sql.at(row, "opened_at")))
                .list();
    }

    void close(CompartmentId id, Instant at) {
        db.sql("update compartment set closed_at = :at where id = :id and closed_at is null")
                .param("id", id.value())
                .param("at", Sql.utc(at))
                .update();
    }

    List<Content> content(CompartmentId id, int limit) {
        return db.sql("select id, kind from compartment_row where compartment_id = :id order by kind, id limit :limit")
                .param("id", id.value())
                .param("limit", limit)
                .query((row, number) -> new Content(Sql.id(row, "id"), Content.Kind.valueOf(row.getString("kind"))))
                .list();
    }

    /** Where something lies; empty when it lies in none, or is not there. */
    Optional<CompartmentId> of(UUID content) {
        return db.sql("select compartment_id from compartment_row where id = :id limit 1")
                .param("id", content)
                .query((row, number) -> new CompartmentId(Sql.id(row, "compartment_id")))
                .optional();
    }

    private Compartment row(ResultSet row, int number) throws SQLException {
        var id = new CompartmentId(Sql.id(row, "id"));
        return new Compartment(
                id,
                sealer.open(row.getBytes("name_sealed"), nameOf(id)),
                Sql.at(row, "opened_at"),
                Sql.instant(row, "closed_at"));
    }

    private static SealedIn nameOf(CompartmentId id) {
        return new SealedIn("compartment", "name_sealed", id.value());
    }
}

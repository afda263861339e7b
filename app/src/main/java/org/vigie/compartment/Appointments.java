package org.vigie.compartment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.vigie.database.Decision;
import org.vigie.database.Sql;
import org.vigie.organisation.OrgId;
import org.vigie.seal.SealedIn;
import org.vigie.seal.Sealer;

/** The table compartment_appointment. One is open until another administrator decides, its time is over or its rule ends it. */
@Repository
class Appointments {
    private static final String OPEN = """
            select id, compartment_id, person_id, reason_sealed, asked_by, asked_at from compartment_appointment
            where decided_at is null and erased_at is null and asked_at > :since
            """;

    private final JdbcClient db;
    private final Sealer sealer;

    Appointments(JdbcClient db, Sealer sealer) {
        this.db = db;
        this.sealer = sealer;
    }

    void add(OrgId org, Appointment appointment) {
        db.sql("""
                insert into compartment_appointment
                    (id, org_id, compartment_id, person_id, reason_sealed, asked_by, asked_at)
                values (:id, :org, :compartment, :person, :reason, :by, :at)
                """)
                .param("id", appointment.id())
                .param("org", org.value())
                .param("compartment", appointment.compartment().value())
                .param("person", appointment.person())
                .param("reason", sealer.seal(appointment.reason(), reasonOf(appointment.id())))
                .param("by", appointment.askedBy())
                .param("at", Sql.utc(appointment.askedAt()))
                .update();
    }

    /** Those that were asked for after that moment and wait, the oldest first. */
    List<Appointment> open(Instant since, int limit) {
        return db.sql(OPEN + "order by asked_at, id limit :limit")
                .param("since", Sql.utc(since))
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    boolean isOpen(CompartmentId compartment, Instant since) {
        return db.sql("select exists (" + OPEN + "and compartment_id = :compartment)")
                .param("since", Sql.utc(since))
                .param("compartment", compartment.value())
                .query(Boolean.class)
                .single();
    }

    /** An open one, kept from others until the transaction ends. */
    Optional<Appointment> lockOpen(UUID id, Instant since) {
        return db.sql(OPEN + "and id = :id for update")
                .param("since", Sql.utc(since))
                .param("id", id)
                .query(this::row)
                .optional();
    }

    void decide(UUID id, Decision decision) {
        decision.write(db, "compartment_appointment", id);
    }

    private Appointment row(ResultSet row, int number) throws SQLException {
        var id = Sql.id(row, "id");
        return new Appointment(
                id,
                new CompartmentId(Sql.id(row, "compartment_id")),
                Sql.id(row, "person_id"),
                sealer.open(row.getBytes("reason_sealed"), reasonOf(id)),
                Sql.id(row, "asked_by"),
                Sql.at(row, "asked_at"));
    }

    private static SealedIn reasonOf(UUID id) {
        return new SealedIn("compartment_appointment", "reason_sealed", id);
    }
}

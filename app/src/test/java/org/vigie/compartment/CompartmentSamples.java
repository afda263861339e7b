package org.vigie.compartment;

import java.util.EnumSet;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.testing.Fixtures;

/** Compartments with something in them. */
@TestComponent
public class CompartmentSamples {
    private final CompartmentService compartments;
    private final GlassService glass;
    private final AppointmentService appointments;
    private final Fixtures fixtures;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    CompartmentSamples(
            CompartmentService compartments,
            GlassService glass,
            AppointmentService appointments,
            Fixtures fixtures,
            JdbcClient db,
            TransactionTemplate transaction) {
        this.compartments = compartments;
        this.glass = glass;
        this.appointments = appointments;
        this.fixtures = fixtures;
        this.db = db;
        this.transaction = transaction;
    }

    /** A report in a compartment, as far as the database can tell. */
    public UUID report(OrgId org, CompartmentId in) {
        var report = UUID.randomUUID();
        CurrentOrganisation.inAllCompartments(
                org,
                () -> transaction.executeWithoutResult(status -> db.sql("""
                        insert into report (id, org_id, receipt_mac, language, received_on, compartment_id)
                        values (:id, :org, decode(md5(:id::text) || md5(:org::text), 'hex'), 'en', current_date, :in)
                        """)
                        .param("id", report)
                        .param("org", org.value())
                        .param("in", in.value())
                        .update()));
        return report;
    }

    /** A compartment whose only member may not sign in any more. */
    public CompartmentId orphan(OrgId org) {
        var leaver = fixtures.colleague(org, "Lou", EnumSet.of(Role.ANALYST));
        var in = CurrentOrganisation.<CompartmentId, RuntimeException>callFor(
                org, leaver.staff(), () -> compartments.open(leaver, "Sample", "begun"));
        fixtures.blocked(leaver);
        return in;
    }

    /** That an administrator, who is made, asks to let a colleague, who is made, into such a one; answers its id. */
    public UUID appointmentAsked(OrgId org) {
        var asking = fixtures.colleague(org, "Elio", EnumSet.of(Role.ADMINISTRATOR));
        var shallGoIn = fixtures.colleague(org, "Farah", EnumSet.of(Role.ANALYST));
        var in = orphan(org);
        return CurrentOrganisation.inAllCompartments(org, () -> {
            appointments.ask(asking, in, shallGoIn.staff(), "Somebody must look after it");
            return appointments.view(asking).own().stream()
                    .filter(one -> one.compartment().equals(in))
                    .findFirst()
                    .orElseThrow()
                    .id();
        });
    }

    /** A colleague of whom two are made asks to see what lies in a compartment of the other. */
    public void glassAsked(OrgId org) {
        var inside = fixtures.colleague(org, "Camille", EnumSet.of(Role.ANALYST));
        var outside = fixtures.colleague(org, "Dana", EnumSet.of(Role.ANALYST));
        var in = CurrentOrganisation.<CompartmentId, RuntimeException>callFor(
                org, inside.staff(), () -> compartments.open(inside, "Sample", "begun"));
        var report = report(org, in);
        CurrentOrganisation.inAllCompartments(org, () -> glass.ask(outside, report, "Somebody waits for an answer"));
    }
}

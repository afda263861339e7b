package org.vigie.compartment;

import java.util.EnumSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;
import org.vigie.testing.VigieTest;

/** Two colleagues, and a compartment that one of them has opened. */
@VigieTest
public abstract class CompartmentTestBase {
    @Autowired
    protected CompartmentService compartments;

    @Autowired
    protected Fixtures fixtures;

    @Autowired
    protected JdbcClient db;

    @Autowired
    protected TransactionTemplate transaction;

    @Autowired
    protected FakeClock clock;

    protected OrgId org;

    /** Who is inside. */
    protected SignedIn anna;

    /** Who is not. */
    protected SignedIn ben;

    protected CompartmentId id;

    @BeforeEach
    void aCompartmentOfOneOfTwo() {
        org = fixtures.organisation("Compartments");
        anna = person("Anna");
        ben = person("Ben");
        id = as(anna, () -> compartments.open(anna, "Enquête", "begun"));
    }

    protected SignedIn person(String name) {
        return fixtures.colleague(org, name, EnumSet.of(Role.ANALYST));
    }

    protected static void as(SignedIn person, Runnable work) {
        as(person, () -> {
            work.run();
            return true;
        });
    }

    protected static <T> T as(SignedIn person, Supplier<T> work) {
        return CurrentOrganisation.<T, RuntimeException>callFor(person.org(), person.staff(), work::get);
    }
}

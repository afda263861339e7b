package org.vigie.staff;

import java.time.Instant;
import java.util.Objects;
import org.springframework.boot.test.context.TestComponent;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;

/** What tests of other packages need of people: a first invitation of any organisation, and codes as authenticators show them. */
@TestComponent
public class StaffSamples {
    private final PeopleService people;

    StaffSamples(PeopleService people) {
        this.people = people;
    }

    /** The path of the page on which the first administrator of that organisation enrols. */
    public String firstInvitation(OrgId org) {
        return "/enrolment/" + Objects.requireNonNull(CurrentOrganisation.as(org, people::firstAdministrator));
    }

    /** The code that an authenticator with this secret shows at that time. */
    public static String code(byte[] secret, Instant at) {
        return Totp.code(secret, Totp.step(at));
    }
}

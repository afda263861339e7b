package org.vigie.staff;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.testing.FakeClock;
import org.vigie.testing.Fixtures;

/** Colleagues for the pages of people: one who has enrolled, one who has not yet, one whom the operator invited. */
@TestComponent
public class StaffSamples {
    private final PeopleService people;
    private final OrganisationSignInService services;
    private final SignIn signIn;
    private final Fixtures fixtures;
    private final FakeClock clock;

    StaffSamples(
            PeopleService people,
            OrganisationSignInService services,
            SignIn signIn,
            Fixtures fixtures,
            FakeClock clock) {
        this.people = people;
        this.services = services;
        this.signIn = signIn;
        this.fixtures = fixtures;
        this.clock = clock;
    }

    /** Gives the organisation an identity service, and answers the token of an invitation. */
    public String invitation(OrgId org, String code, FakeIssuer issuer) {
        var service = new OrganisationSignIn(code, issuer.issuer(), FakeIssuer.CLIENT);
        return CurrentOrganisation.as(org, () -> {
            services.save(administrator(org), service, FakeIssuer.SECRET);
            return people.invite(administrator(org), "Sam", Set.of(Role.AUDITOR));
        });
    }

    private SignedIn administrator(OrgId org) {
        return fixtures.colleague(org, "Test", Set.of(Role.ADMINISTRATOR));
    }

    public void fill(OrgId org) {
        var by = administrator(org);
        CurrentOrganisation.as(org, () -> people.invite(by, "Dominique", Set.of(Role.AUDITOR)));
        var token =
                CurrentOrganisation.as(org, () -> people.invite(by, "Alex", Set.of(Role.ANALYST, Role.LIST_KEEPER)));
        var names = new SignInService.Names("Alex", "alex" + UUID.randomUUID());
        signIn.enrol(token, names, fallback("four lighthouses in the fog", clock.instant()), "127.0.0.1");
        CurrentOrganisation.as(org, people::administratorByOperator);
    }

    /** With an authenticator that nobody has seen, as the person sets it up at that time. */
    static NewFallback fallback(String password, Instant at) {
        var secret = SignInService.Secret.fresh(new SecureRandom());
        return new NewFallback(password, secret, code(secret.bytes(), at));
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

package org.vigie.staff;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.vigie.database.Mode;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrgId;
import org.vigie.organisation.OrganisationService;

/** The ways into a fresh installation and into the demo. */
@Service
public class StaffService {
    private final PeopleService people;
    private final RecoveryService recovery;
    private final TwoPeople two;
    private final SignIn signIn;
    private final OrganisationService organisations;
    private final Mode mode;

    StaffService(
            PeopleService people,
            RecoveryService recovery,
            TwoPeople two,
            SignIn signIn,
            OrganisationService organisations,
            Mode mode) {
        this.people = people;
        this.recovery = recovery;
        this.two = two;
        this.signIn = signIn;
        this.organisations = organisations;
        this.mode = mode;
    }

    /**
     * A fresh link with which the hotline's first administrator enrols; empty once anybody has. A link made before stops
     * working. It lives for {@link StaffLimits#ENROLMENT_LINK_LIFE} and opens once.
     *
     * @param base where this installation is reached, such as {@code http://localhost:8080}
     */
    public Optional<URI> firstAdministratorLink(URI base) {
        return firstAdministratorLink(organisations.hotline(), base);
    }

    /** The same for any organisation. */
    public Optional<URI> firstAdministratorLink(OrgId org, URI base) {
        var token = CurrentOrganisation.as(org, () -> Optional.ofNullable(people.firstAdministrator()));
        return token.map(secret -> base.resolve("/enrolment/" + secret));
    }

    /**
     * A path that signs a guest with all roles in: once, from this machine only, for
     * {@link StaffLimits#ONE_TIME_LINK_LIFE}. Relative, for the caller to resolve against the server's address.
     *
     * @throws IllegalStateException unless this installation is in test mode
     */
    public URI oneTimeSignIn(OrgId org) {
        if (mode != Mode.TEST) {
            throw new IllegalStateException("one-time sign-in exists in test mode only");
        }
        return URI.create("/one-time/" + CurrentOrganisation.as(org, people::guestLink));
    }

    /** Who of the bound organisation may sign in and holds one of the roles, by id, in the order of their names. */
    public Map<UUID, String> colleagues(int limit, Set<Role> roles) {
        return people.colleagues(limit, roles);
    }

    /** Of these people those of the bound organisation who may sign in and hold one of the roles. */
    public Set<UUID> able(Set<UUID> ids, Set<Role> roles) {
        return people.able(ids, roles);
    }

    /**
     * Makes sure, for an act that takes two, that whoever agrees is another person than whoever asked: that neither let the other in
     * within the last {@link StaffLimits#INDEPENDENT_AFTER}, and nobody let in both. Who asked and who agrees are not the same id. Who
     * asked must still be there: what somebody asked for who was blocked since is nobody's wish any more.
     *
     * @param roles which let one agree, and ask
     * @throws Refusal which says from which day on these two may, and who may before; or that who asked may not ask any more
     */
    public void demandIndependent(UUID asker, UUID decider, Set<Role> roles) {
        two.demand(asker, decider, roles);
    }

    /** Who was made an administrator within {@link StaffLimits#INDEPENDENT_AFTER}, as administrators hear of it; others hear of nobody. */
    public List<NewAdministrator> newAdministrators(SignedIn person) {
        return person.isOneOf(Role.ADMINISTRATOR) ? two.newAdministrators() : List.of();
    }

    /** Who came back in with a recovery code in the last week: administrators hear of everybody, others of themselves. */
    public List<Recovered> recoveredLately(SignedIn person) {
        var all = recovery.lately();
        return person.isOneOf(Role.ADMINISTRATOR)
                ? all
                : all.stream()
                        .filter(one -> one.person().equals(person.staff()))
                        .toList();
    }

    /**
     * A fresh link with which one more administrator enrols, for an organisation whose own cannot come in any more. It is audited as
     * made by the operator, and shown to all administrators for {@link StaffLimits#OPERATOR_INVITATION_SHOWN}.
     *
     * @param base as above
     */
    public URI administratorLink(OrgId org, URI base) {
        return base.resolve("/enrolment/" + CurrentOrganisation.as(org, people::administratorByOperator));
    }

    /** Whom the operator invited in the last week; for administrators only, and empty for others. */
    public List<OperatorInvited> operatorInvitedLately(SignedIn person) {
        return person.isOneOf(Role.ADMINISTRATOR) ? people.invitedByOperatorLately() : List.of();
    }

    /** Whether the key of that person's authenticator was made with their invitation, so that others may know it. */
    public boolean mustRenewAuthenticator(SignedIn person) {
        return signIn.mustRenew(person);
    }

    /** The names of these people of the bound organisation, by their id as text; strangers are left out. */
    public Map<String, String> names(Set<UUID> ids) {
        return people.names(ids);
    }
}

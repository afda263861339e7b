package org.vigie.staff;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationKind;
import org.vigie.organisation.OrganisationService;
import org.vigie.seal.Sealer;

/** The people of the bound organisation: invite, give roles, block, make links. Every change is audited. */
@Service
class PeopleService {
    private static final String FIRST_NAME = "Administrator";
    private static final String GUEST_NAME = "Demo guest";

    private final People people;
    private final Links links;
    private final Admissions admissions;
    private final Sealer sealer;
    private final AuditService audit;
    private final OrganisationService organisations;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PeopleService(
            People people,
            Links links,
            Admissions admissions,
            Sealer sealer,
            AuditService audit,
            OrganisationService organisations,
            Clock clock) {
        this.people = people;
        this.links = links;
        this.admissions = admissions;
        this.sealer = sealer;
        this.audit = audit;
        this.organisations = organisations;
        this.clock = clock;
    }

    /** A fresh token for the first administrator, or null when somebody has already enrolled. */
    @Transactional
    public @Nullable String firstAdministrator() {
        if (!people.nobodyYet()) {
            return null;
        }
        var person = people.invitedAdministrator()
                .orElseGet(() -> add(FIRST_NAME, Person.State.INVITED, Set.of(Role.ADMINISTRATOR)));
        record("person.invited", AuditActor.system("first-start"), person, Map.of());
        return newLink(person, Link.Purpose.ENROLMENT, StaffLimits.ENROLMENT_LINK_LIFE);
    }

    /**
     * A fresh token for one more administrator, made by whoever operates this installation: the way back for an organisation none
     * of whose administrators can come in. All administrators are told. Of several such links only the newest opens anything.
     */
    @Transactional
    public String administratorByOperator() {
        var person = people.invitedByOperator()
                .orElseGet(() -> add(FIRST_NAME, Person.State.INVITED, Set.of(Role.ADMINISTRATOR)));
        people.noteOperatorInvited(person.id(), clock.instant());
        record("person.invited", AuditActor.system("operator"), person, Map.of("roles", Role.ADMINISTRATOR.name()));
        return newLink(person, Link.Purpose.ENROLMENT, StaffLimits.ENROLMENT_LINK_LIFE);
    }

    /** Whom the operator invited within {@link StaffLimits#OPERATOR_INVITATION_SHOWN}, the newest first. */
    @Transactional(readOnly = true)
    public List<OperatorInvited> invitedByOperatorLately() {
        return people.invitedByOperatorSince(clock.instant().minus(StaffLimits.OPERATOR_INVITATION_SHOWN));
    }

    /** A token that signs the demo's guest in once. */
    @Transactional
    public String guestLink() {
        var guest = people.guest().orElseGet(() -> add(GUEST_NAME, Person.State.GUEST, possibleRoles()));
        return newLink(guest, Link.Purpose.SIGN_IN, StaffLimits.ONE_TIME_LINK_LIFE);
    }

    /**
     * A fresh token for somebody who is to become a colleague.
     *
     * @throws Refusal also when the one who invites was blocked, or lost the role, while they sent this
     */
    @Transactional
    public String invite(SignedIn by, String name, Set<Role> roles) {
        demandName(name);
        demandRoles(roles);
        demandInviter(by);
        var person = add(name.strip(), Person.State.INVITED, roles);
        admissions.add(person, roles, Admissions.How.INVITED, by.staff(), clock.instant());
        record("person.invited", AuditActor.person(by.staff()), person, Map.of("roles", text(roles)));
        return newLink(person, Link.Purpose.ENROLMENT, StaffLimits.ENROLMENT_LINK_LIFE);
    }

    /** For somebody whose first link has expired. */
    @Transactional
    public String inviteAgain(SignedIn by, UUID id) {
        demandInviter(by);
        var person = get(id);
        if (person.state() != Person.State.INVITED) {
            throw new Refusal("staff.people.enrolled-already");
        }
        admissions.add(person, person.roles(), Admissions.How.INVITED, by.staff(), clock.instant());
        record("person.invited", AuditActor.person(by.staff()), person, Map.of("again", "yes"));
        return newLink(person, Link.Purpose.ENROLMENT, StaffLimits.ENROLMENT_LINK_LIFE);
    }

    @Transactional
    public void giveRoles(SignedIn by, UUID id, Set<Role> roles) {
        demandRoles(roles);
        people.lockAdministrators();
        var person = get(id);
        var changed = new Person(
                id, person.org(), person.name(), person.signInName(), person.state(), roles, person.version());
        people.save(changed);
        demandAnAdministrator(person);
        var fresh = new TreeSet<>(roles);
        fresh.removeAll(person.roles());
        admissions.add(person, fresh, Admissions.How.GIVEN, by.staff(), clock.instant());
        // whoever may invite nobody any more does not come back by an invitation of their own
        if (!roles.contains(Role.ADMINISTRATOR)) {
            links.expireInvitationsBy(id, clock.instant());
        }
        record("person.roles-changed", AuditActor.person(by.staff()), person, Map.of("roles", text(roles)));
    }

    /**
     * Ends their access, with the next request. The links of those whom they invited open nothing any more, as of somebody who left.
     *
     * @throws Refusal also where nobody would be left who can let anybody in
     */
    @Transactional
    public void block(SignedIn by, UUID id) {
        people.lockAdministrators();
        var person = get(id);
        if (person.id().equals(by.staff())) {
            throw new Refusal("staff.people.not-yourself");
        }
        if (person.state() != Person.State.ACTIVE) {
            throw new Refusal("staff.people.not-active");
        }
        people.save(person.in(Person.State.BLOCKED));
        demandAnAdministrator(person);
        int invitations = links.expireInvitationsBy(id, clock.instant());
        record("person.blocked", AuditActor.person(by.staff()), person, Map.of("invitations", "" + invitations));
    }

    @Transactional
    public void unblock(SignedIn by, UUID id) {
        var person = get(id);
        if (person.id().equals(by.staff())) {
            throw new Refusal("staff.people.not-yourself");
        }
        if (person.state() != Person.State.BLOCKED) {
            throw new Refusal("staff.people.not-blocked");
        }
        people.save(person.in(Person.State.ACTIVE));
        record("person.unblocked", AuditActor.person(by.staff()), person, Map.of());
    }

    @Transactional(readOnly = true)
    public List<Person> page(String afterName, UUID afterId) {
        return people.page(afterName, afterId, StaffLimits.PEOPLE_ON_A_PAGE + 1);
    }

    @Transactional(readOnly = true)
    public Person get(UUID id) {
        return people.find(id).orElseThrow(() -> new Refusal("staff.people.unknown"));
    }

    /** Whether this is the guest of the demo, who has no factor but links. */
    @Transactional(readOnly = true)
    public boolean isGuest(UUID id) {
        return people.find(id)
                .filter(person -> person.state() == Person.State.GUEST)
                .isPresent();
    }

    @Transactional(readOnly = true)
    public Map<String, String> names(Set<UUID> ids) {
        return people.names(ids);
    }

    @Transactional(readOnly = true)
    public Set<UUID> able(Set<UUID> ids, Set<Role> roles) {
        return people.able(ids, roles);
    }

    @Transactional(readOnly = true)
    public Map<UUID, String> colleagues(int limit, Set<Role> roles) {
        var found = new LinkedHashMap<UUID, String>();
        people.page("", new UUID(0, 0), limit).stream()
                .filter(Person::maySignIn)
                .filter(person -> !Collections.disjoint(person.roles(), roles))
                .forEach(person -> found.put(person.id(), person.name()));
        return found;
    }

    /** An invitation is there before its inviter is taken out, and then ends with them; or it is asked for afterwards, and is refused. */
    private void demandInviter(SignedIn by) {
        people.lockAdministrators();
        if (people.able(Set.of(by.staff()), Set.of(Role.ADMINISTRATOR)).isEmpty()) {
            throw new Refusal("staff.people.may-not-invite");
        }
    }

    private Person add(String name, Person.State state, Set<Role> roles) {
        var person = new Person(UUID.randomUUID(), CurrentOrganisation.require(), name, null, state, roles, 0);
        people.add(person, clock.instant());
        return person;
    }

    private String newLink(Person person, Link.Purpose purpose, Duration life) {
        var now = clock.instant();
        links.expireAllOf(person.id(), now);
        var token = Token.fresh(random);
        links.add(
                new Link(UUID.randomUUID(), person.id(), purpose, now.plus(life), null),
                person.org(),
                sealer.tokenMac(token));
        return token;
    }

    /**
     * For a caller that has locked the administrators, and changed one.
     *
     * @param person as they were before
     */
    void demandAnAdministrator(Person person) {
        if (person.state() == Person.State.ACTIVE
                && person.roles().contains(Role.ADMINISTRATOR)
                && people.activeAdministrators() == 0) {
            throw new Refusal("staff.people.last-administrator");
        }
    }

    static void demandName(String name) {
        if (name.isBlank() || name.length() > StaffLimits.NAME_CHARACTERS_MAX) {
            throw new Refusal("staff.name.length", StaffLimits.NAME_CHARACTERS_MAX);
        }
    }

    /** What the bound organisation is. */
    @Transactional(readOnly = true)
    public OrganisationKind kind() {
        return organisations.kind(CurrentOrganisation.require()).orElseThrow();
    }

    /** The roles that people of the bound organisation may hold. */
    @Transactional(readOnly = true)
    public Set<Role> possibleRoles() {
        return organisations.kind(CurrentOrganisation.require()).map(Role::of).orElseGet(Set::of);
    }

    private void demandRoles(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new Refusal("staff.people.no-role");
        }
        if (!possibleRoles().containsAll(roles)) {
            throw new Refusal("staff.people.role-of-another-kind");
        }
    }

    private static String text(Set<Role> roles) {
        var names = new TreeSet<String>();
        roles.forEach(role -> names.add(role.name()));
        return String.join(" ", names);
    }

    private void record(String act, AuditActor actor, Person person, Map<String, String> facts) {
        audit.record(new AuditAct(act, actor, List.of(person.id().toString()), facts));
    }
}

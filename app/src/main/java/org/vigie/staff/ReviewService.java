package org.vigie.staff;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;

/** Who is still there, who has left, and who was invited and has not come. Every answer of an administrator is audited. */
@Service
class ReviewService {
    private final Reviews reviews;
    private final People people;
    private final PeopleService everybody;
    private final PersonSessions sessions;
    private final Links links;
    private final AuditService audit;
    private final Clock clock;

    ReviewService(
            Reviews reviews,
            People people,
            PeopleService everybody,
            PersonSessions sessions,
            Links links,
            AuditService audit,
            Clock clock) {
        this.reviews = reviews;
        this.people = people;
        this.everybody = everybody;
        this.sessions = sessions;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    public List<Reviewed> read(SignedIn by) {
        audit.record(AuditAct.of("person.review-read", AuditActor.person(by.staff())));
        return reviews.all(dueBefore(), StaffLimits.REVIEW_PEOPLE_MAX);
    }

    /** How many people nobody has asked about for {@link StaffLimits#REVIEW_EVERY}. */
    @Transactional(readOnly = true)
    public int due() {
        return reviews.due(dueBefore());
    }

    @Transactional
    public void stillHere(SignedIn by, UUID id) {
        demandActive(id);
        reviews.reviewed(id, today());
        record("person.still-here", by, id);
    }

    /**
     * Nobody signs in as this person from now on, and nobody is signed in as them. The links of those whom they invited open nothing
     * any more, since whoever invites has seen the link.
     *
     * @throws Refusal also where nobody would be left who can let anybody in
     */
    @Transactional
    public void left(SignedIn by, UUID id) {
        if (id.equals(by.staff())) {
            throw new Refusal("staff.people.not-yourself");
        }
        people.lockAdministrators();
        var person = demandActive(id);
        people.save(person.in(Person.State.BLOCKED));
        everybody.demandAnAdministrator(person);
        reviews.left(id, today());
        links.expireAllOf(id, clock.instant());
        int invitations = links.expireInvitationsBy(id, clock.instant());
        int ended = sessions.endAllOf(id);
        audit.record(new AuditAct(
                "person.left",
                AuditActor.person(by.staff()),
                List.of(id.toString()),
                Map.of("sessions", "" + ended, "invitations", "" + invitations)));
    }

    @Transactional
    public List<Invitation> invitations(SignedIn by) {
        audit.record(AuditAct.of("person.invitations-read", AuditActor.person(by.staff())));
        return reviews.invited(clock.instant(), StaffLimits.INVITATIONS_ON_A_PAGE);
    }

    /** The link opens nothing any more, and the name is forgotten. */
    @Transactional
    public void withdraw(SignedIn by, UUID id) {
        if (!reviews.forgetInvited(id)) {
            throw new Refusal("staff.invitations.unknown");
        }
        record("person.invitation-withdrawn", by, id);
    }

    private Person demandActive(UUID id) {
        var person = people.find(id).orElseThrow(() -> new Refusal("staff.people.unknown"));
        if (person.state() != Person.State.ACTIVE) {
            throw new Refusal("staff.review.not-active");
        }
        return person;
    }

    private void record(String act, SignedIn by, UUID person) {
        audit.record(AuditAct.of(act, AuditActor.person(by.staff()), person));
    }

    private LocalDate dueBefore() {
        return today().minusDays(StaffLimits.REVIEW_EVERY.toDays());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}

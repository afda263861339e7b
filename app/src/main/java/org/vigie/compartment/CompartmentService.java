package org.vigie.compartment;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/** Opens and closes compartments, lets people in and puts them out. Each of these is told to all members, and audited. */
@Service
public class CompartmentService {
    /** The roles that open the pages of compartments, and so those of members. */
    static final Set<Role> MEMBERS_ARE = Set.of(Role.ANALYST, Role.ADMINISTRATOR);

    private final Compartments compartments;
    private final Members members;
    private final StaffService staff;
    private final AuditService audit;
    private final Clock clock;

    CompartmentService(
            Compartments compartments, Members members, StaffService staff, AuditService audit, Clock clock) {
        this.compartments = compartments;
        this.members = members;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those that the bound person is in, the newest first. */
    @Transactional(readOnly = true)
    public List<Compartment> mine() {
        return compartments.all(CompartmentLimits.COMPARTMENTS_MAX);
    }

    /** Those of them into which something may be put. */
    @Transactional(readOnly = true)
    public List<Compartment> open() {
        return mine().stream().filter(Compartment::isOpen).toList();
    }

    /**
     * Makes sure that something may be put there.
     *
     * @throws Refusal when there is none of that id, the bound person is not in it, or it is closed
     */
    @Transactional(readOnly = true)
    public void demandOpen(CompartmentId id) {
        if (!get(id).isOpen()) {
            throw new Refusal("compartment.refusal.closed");
        }
    }

    /** Whether something may be put there; false also when there is none of that id, or the bound person is not in it. */
    @Transactional(readOnly = true)
    public boolean isOpen(CompartmentId id) {
        return compartments.find(id).filter(Compartment::isOpen).isPresent();
    }

    /**
     * Makes sure that somebody may take things out of a compartment. Who sees in for an hour only, since they broke the glass, may not.
     *
     * @throws Refusal when they were not let in
     */
    @Transactional(readOnly = true)
    public void demandLetIn(CompartmentId id, UUID person) {
        if (!members.isLetIn(id, person)) {
            throw new Refusal("compartment.refusal.glass-only");
        }
    }

    /** Whether somebody may move what lies there, or in no compartment at all. */
    @Transactional(readOnly = true)
    public boolean mayMove(Optional<CompartmentId> from, SignedIn person) {
        return from.map(in -> members.isLetIn(in, person.staff())).orElse(true);
    }

    /**
     * Those to which nobody was let in who may sign in and open the page. To be called with all compartments in reach.
     *
     * @return at most {@link CompartmentLimits#COMPARTMENTS_MAX}
     */
    @Transactional(readOnly = true)
    public List<Orphan> withoutAnybody() {
        return compartments.without(able(members.letInAnywhere()), CompartmentLimits.COMPARTMENTS_MAX);
    }

    /** How often the glass was broken of those that the bound person is in, and nobody has reviewed it yet. */
    @Transactional(readOnly = true)
    public int waitingForReview() {
        return members.waitingForReview();
    }

    /**
     * What the page of one shows: everybody in it sees who else is and was.
     *
     * @param decides whether the reader was let in; who broke the glass does not decide who sees
     * @param names of all people that are named, by their id as text
     * @param people who might come in
     */
    record View(
            Compartment compartment,
            boolean decides,
            List<Member> members,
            List<Content> content,
            Map<String, String> names,
            Map<UUID, String> people) {
        @Override
        public String toString() {
            return "View[" + compartment.id() + "]";
        }
    }

    /**
     * The compartment as its members see it; that it was read is on record.
     *
     * @throws Refusal when there is none of that id, or the bound person is not in it
     */
    @Transactional
    public View view(CompartmentId id, SignedIn reader) {
        var compartment = get(id);
        audit.record(AuditAct.of("compartment.read", AuditActor.person(reader.staff()), id));
        var in = members.of(id, CompartmentLimits.MEMBERS_SHOWN_MAX);
        Set<UUID> named = new HashSet<>();
        in.forEach(member -> {
            named.add(member.person());
            named.add(member.addedBy());
            Optional.ofNullable(member.reviewedBy()).ifPresent(named::add);
        });
        return new View(
                compartment,
                members.isLetIn(id, reader.staff()),
                in,
                compartments.content(id, CompartmentLimits.ROWS_SHOWN_MAX),
                staff.names(named),
                staff.colleagues(CompartmentLimits.PEOPLE_SHOWN_MAX, MEMBERS_ARE));
    }

    /** Opens one. Who opens it is its first member. */
    @Transactional
    public CompartmentId open(SignedIn by, String name, String reason) {
        var called = name.strip();
        if (called.isEmpty() || called.length() > CompartmentLimits.NAME_CHARACTERS_MAX) {
            throw new Refusal("compartment.refusal.name", CompartmentLimits.NAME_CHARACTERS_MAX);
        }
        var why = good(reason);
        demandColleague(by.staff());
        if (mine().size() >= CompartmentLimits.COMPARTMENTS_MAX) {
            throw new Refusal("compartment.refusal.too-many", CompartmentLimits.COMPARTMENTS_MAX);
        }
        var id = new CompartmentId(UUID.randomUUID());
        var org = CurrentOrganisation.require();
        compartments.add(org, new Compartment(id, called, clock.instant(), null));
        members.add(org, id, letIn(by.staff(), by.staff(), why));
        record("compartment.opened", by, id, Map.of());
        return id;
    }

    /**
     * Lets a colleague in. Somebody who is in already stays as they are.
     *
     * @throws Refusal also when who does it was not let in themselves, but broke the glass; or when the colleague could not open
     *     the page
     */
    @Transactional
    public void letIn(SignedIn by, CompartmentId id, UUID person, String reason) {
        lockOpen(id);
        demandLetIn(id, by.staff());
        var why = good(reason);
        demandColleague(person);
        if (members.isLetIn(id, person)) {
            return;
        }
        members.add(CurrentOrganisation.require(), id, letIn(person, by.staff(), why));
        record("compartment.member-added", by, id, Map.of("person", person.toString()));
    }

    /**
     * Puts somebody out; they see nothing of it from their next page on.
     *
     * @throws Refusal also when who does it was not let in themselves; or when nobody who was let in and can open the page would be
     *     left: what lies there would be lost to everybody
     */
    @Transactional
    public void putOut(SignedIn by, CompartmentId id, UUID member, String reason) {
        lock(id);
        demandLetIn(id, by.staff());
        var why = good(reason);
        var found = member(id, member);
        if (!found.isIn(clock.instant())) {
            return;
        }
        if (found.until() == null && able(members.letIn(id)).equals(Set.of(found.person()))) {
            throw new Refusal("compartment.refusal.last");
        }
        members.end(member, clock.instant(), why);
        record(
                "compartment.member-ended",
                by,
                id,
                Map.of("person", found.person().toString()));
    }

    /**
     * Nothing and nobody comes in any more. What lies there stays, and who is in sees it.
     *
     * @throws Refusal also when who does it was not let in themselves
     */
    @Transactional
    public void close(SignedIn by, CompartmentId id) {
        lockOpen(id);
        demandLetIn(id, by.staff());
        compartments.close(id, clock.instant());
        record("compartment.closed", by, id, Map.of());
    }

    /** A member writes down what to think of a broken glass; not the one who broke it. */
    @Transactional
    public void review(SignedIn by, CompartmentId id, UUID member, String words) {
        lock(id);
        var said = good(words);
        var found = member(id, member);
        if (!found.waitsForReview()) {
            throw new Refusal("compartment.refusal.reviewed");
        }
        if (found.person().equals(by.staff()) || !members.isLetIn(id, by.staff())) {
            throw new Refusal("compartment.refusal.own-review");
        }
        members.review(member, by.staff(), clock.instant(), said);
        record(
                "compartment.glass-reviewed",
                by,
                id,
                Map.of("person", found.person().toString()));
    }

    Member letIn(UUID person, UUID by, String reason) {
        return new Member(UUID.randomUUID(), person, clock.instant(), null, reason, by, null, false, null, null, null);
    }

    private Compartment get(CompartmentId id) {
        return compartments.find(id).orElseThrow(CompartmentService::none);
    }

    Compartment lock(CompartmentId id) {
        return compartments.lock(id).orElseThrow(CompartmentService::none);
    }

    private void lockOpen(CompartmentId id) {
        if (!lock(id).isOpen()) {
            throw new Refusal("compartment.refusal.closed");
        }
    }

    private Member member(CompartmentId id, UUID member) {
        return members.find(id, member).orElseThrow(CompartmentService::none);
    }

    private static Refusal none() {
        return new Refusal("compartment.refusal.none");
    }

    /** Somebody who was only invited, is blocked, or whose roles do not open the page, could see nothing in there. */
    void demandColleague(UUID person) {
        if (able(Set.of(person)).isEmpty()) {
            throw new Refusal("compartment.refusal.person");
        }
    }

    private Set<UUID> able(Set<UUID> people) {
        return staff.able(people, MEMBERS_ARE);
    }

    static String good(String reason) {
        var stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > CompartmentLimits.REASON_CHARACTERS_MAX) {
            throw new Refusal("compartment.refusal.reason", CompartmentLimits.REASON_CHARACTERS_MAX);
        }
        return stripped;
    }

    private void record(String act, SignedIn by, CompartmentId id, Map<String, String> facts) {
        audit.record(new AuditAct(act, AuditActor.person(by.staff()), List.of(id.toString()), facts));
    }
}

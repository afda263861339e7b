package org.vigie.compartment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.database.Decision;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/**
 * Breaks the glass: lets somebody see in behind a wall who is not a member, when it cannot wait. It takes two people, one who asks
 * and a colleague who agrees; it lasts {@link CompartmentLimits#GLASS_LIFE}, is told to all members on their page, and is reviewed
 * by one of them.
 */
@Service
public class GlassService {
    private final GlassRequests requests;
    private final Compartments compartments;
    private final Members members;
    private final CompartmentService people;
    private final StaffService staff;
    private final AuditService audit;
    private final Clock clock;

    GlassService(
            GlassRequests requests,
            Compartments compartments,
            Members members,
            CompartmentService people,
            StaffService staff,
            AuditService audit,
            Clock clock) {
        this.requests = requests;
        this.compartments = compartments;
        this.members = members;
        this.people = people;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /** How many requests of colleagues wait for somebody who agrees. */
    @Transactional(readOnly = true)
    public int waitingFor(SignedIn person) {
        return requests.openForOthers(person.staff(), since());
    }

    /**
     * What waits, as its page shows it.
     *
     * @param own of the reader, for whom others decide
     * @param others on which the reader may decide
     * @param names of those who ask, by their id as text
     */
    record Waiting(List<GlassRequest> own, List<GlassRequest> others, Map<String, String> names) {
        @Override
        public String toString() {
            return "Waiting[" + own.size() + ", " + others.size() + "]";
        }
    }

    /** What waits for a second person. That the reasons of others were read is on record. */
    @Transactional
    public Waiting waiting(SignedIn reader) {
        var open = requests.open(since(), CompartmentLimits.GLASS_SHOWN_MAX);
        Predicate<GlassRequest> isOwn = request -> request.person().equals(reader.staff());
        var others = open.stream().filter(isOwn.negate()).toList();
        if (!others.isEmpty()) {
            audit.record(AuditAct.of("compartment.glass-requests-read", AuditActor.person(reader.staff())));
        }
        return new Waiting(
                open.stream().filter(isOwn).toList(),
                others,
                staff.names(others.stream().map(GlassRequest::person).collect(Collectors.toSet())));
    }

    /**
     * Asks to see in where something lies that the person knows the id of. To be called with all compartments in reach.
     *
     * @return false when nothing of that id lies in a compartment, whyever that is; the try is audited all the same
     * @throws Refusal when the person waits for others in {@link CompartmentLimits#GLASS_ASKED_MAX} cases already
     */
    @Transactional
    public boolean ask(SignedIn by, UUID content, String reason) {
        var why = CompartmentService.good(reason);
        people.demandColleague(by.staff());
        if (requests.openOf(by.staff(), since()) >= CompartmentLimits.GLASS_ASKED_MAX) {
            throw new Refusal("compartment.refusal.glass-many", CompartmentLimits.GLASS_ASKED_MAX);
        }
        var found = compartments.of(content);
        var id = UUID.randomUUID();
        audit.record(new AuditAct(
                found.isEmpty() ? "compartment.glass-refused" : "compartment.glass-asked",
                AuditActor.person(by.staff()),
                found.map(in -> List.of(in.toString(), content.toString(), id.toString()))
                        .orElse(List.of()),
                Map.of()));
        if (found.isEmpty()) {
            return false;
        }
        requests.add(CurrentOrganisation.require(), new GlassRequest(id, by.staff(), content, why, clock.instant()));
        return true;
    }

    /**
     * Agrees, so that who asked sees in from now on. To be called with all compartments in reach.
     *
     * @throws Refusal when it does not wait any more, the person asked for it themselves or may be the same as who did, or what it is
     *     about has moved
     */
    @Transactional
    public void agree(SignedIn by, UUID id) {
        var request = open(by, id);
        staff.demandIndependent(request.person(), by.staff(), CompartmentService.MEMBERS_ARE);
        var found =
                compartments.of(request.content()).orElseThrow(() -> new Refusal("compartment.refusal.nothing-there"));
        people.lock(found);
        decide(by, request, true, List.of(found.toString(), request.content().toString(), id.toString()));
        if (!members.isLetIn(found, request.person())) {
            members.add(CurrentOrganisation.require(), found, throughTheGlass(request, by.staff()));
        }
    }

    /** Does not agree. Who asked may ask again. */
    @Transactional
    public void decline(SignedIn by, UUID id) {
        decide(by, open(by, id), false, List.of(id.toString()));
    }

    private GlassRequest open(SignedIn by, UUID id) {
        people.demandColleague(by.staff());
        var request = requests.lockOpen(id, since()).orElseThrow(() -> new Refusal("compartment.refusal.glass-over"));
        if (request.person().equals(by.staff())) {
            throw new Refusal("compartment.refusal.glass-own");
        }
        return request;
    }

    private void decide(SignedIn by, GlassRequest request, boolean agreed, List<String> subjects) {
        requests.decide(request.id(), new Decision(by.staff(), clock.instant(), agreed));
        audit.record(new AuditAct(
                agreed ? "compartment.glass-broken" : "compartment.glass-declined",
                AuditActor.person(by.staff()),
                subjects,
                Map.of("person", request.person().toString())));
    }

    private Member throughTheGlass(GlassRequest request, UUID agreed) {
        var now = clock.instant();
        return new Member(
                UUID.randomUUID(),
                request.person(),
                now,
                now.plus(CompartmentLimits.GLASS_LIFE),
                request.reason(),
                agreed,
                null,
                true,
                null,
                null,
                null);
    }

    private Instant since() {
        return clock.instant().minus(CompartmentLimits.GLASS_ASKED_LIFE);
    }
}

package org.vigie.compartment;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.database.Decision;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.staff.Refusal;
import org.vigie.staff.Role;
import org.vigie.staff.SignedIn;
import org.vigie.staff.StaffService;

/**
 * Lets somebody into a compartment that nobody sees into any more. Ending somebody's access is never refused, so that it can come to
 * that. One administrator asks and another agrees; neither learns what the compartment is called or what lies there. Whoever is let in
 * then decides who else is. All of this is to be called with all compartments in reach.
 */
@Service
class AppointmentService {
    private final Appointments appointments;
    private final Members members;
    private final CompartmentService compartments;
    private final StaffService staff;
    private final AuditService audit;
    private final Clock clock;

    AppointmentService(
            Appointments appointments,
            Members members,
            CompartmentService compartments,
            StaffService staff,
            AuditService audit,
            Clock clock) {
        this.appointments = appointments;
        this.members = members;
        this.compartments = compartments;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What administrators see of it.
     *
     * @param orphans for which nothing was asked yet
     * @param own of the reader, for whom another decides
     * @param others on which the reader may decide
     * @param names of the people that are named, by their id as text
     * @param people who could be let in
     */
    record View(
            List<Orphan> orphans,
            List<Appointment> own,
            List<Appointment> others,
            Map<String, String> names,
            Map<UUID, String> people) {
        public boolean isEmpty() {
            return orphans.isEmpty() && own.isEmpty() && others.isEmpty();
        }

        @Override
        public String toString() {
            return "View[" + orphans.size() + ", " + own.size() + ", " + others.size() + "]";
        }
    }

    /** What there is to ask for and to decide. That the reasons of others were read is on record. */
    @Transactional
    public View view(SignedIn reader) {
        var open = appointments.open(since(), CompartmentLimits.COMPARTMENTS_MAX);
        Predicate<Appointment> isOwn = one -> one.askedBy().equals(reader.staff());
        var others = open.stream().filter(isOwn.negate()).toList();
        if (!others.isEmpty()) {
            audit.record(AuditAct.of("compartment.appointments-read", AuditActor.person(reader.staff())));
        }
        var orphans = compartments.withoutAnybody().stream()
                .filter(orphan ->
                        open.stream().noneMatch(one -> one.compartment().equals(orphan.id())))
                .toList();
        Set<UUID> named = new HashSet<>();
        open.forEach(one -> {
            named.add(one.person());
            named.add(one.askedBy());
        });
        return new View(
                orphans,
                open.stream().filter(isOwn).toList(),
                others,
                staff.names(named),
                orphans.isEmpty()
                        ? Map.of()
                        : staff.colleagues(CompartmentLimits.PEOPLE_SHOWN_MAX, CompartmentService.MEMBERS_ARE));
    }

    /**
     * Asks that somebody be let in.
     *
     * @throws Refusal when somebody who can see in is there, that was asked for already, or the person could not open the page
     */
    @Transactional
    public void ask(SignedIn by, CompartmentId id, UUID person, String reason) {
        var why = CompartmentService.good(reason);
        compartments.demandColleague(person);
        lockOrphan(id);
        if (appointments.isOpen(id, since())) {
            throw new Refusal("compartment.refusal.appointment-there");
        }
        var asked = new Appointment(UUID.randomUUID(), id, person, why, by.staff(), clock.instant());
        appointments.add(CurrentOrganisation.require(), asked);
        record("compartment.appointment-asked", by, asked);
    }

    /**
     * Agrees, so that the person is let in.
     *
     * @throws Refusal when it does not wait any more, who agrees asked for it themselves or may be the same as who did, somebody who can
     *     see in is there by now, or the person could not open the page any more
     */
    @Transactional
    public void agree(SignedIn by, UUID id) {
        var asked = open(by, id);
        staff.demandIndependent(asked.askedBy(), by.staff(), Set.of(Role.ADMINISTRATOR));
        compartments.demandColleague(asked.person());
        lockOrphan(asked.compartment());
        appointments.decide(id, new Decision(by.staff(), clock.instant(), true));
        if (!members.isLetIn(asked.compartment(), asked.person())) {
            members.add(
                    CurrentOrganisation.require(),
                    asked.compartment(),
                    compartments.letIn(asked.person(), by.staff(), asked.reason()));
        }
        record("compartment.appointed", by, asked);
    }

    /** Does not agree. It may be asked for again. */
    @Transactional
    public void decline(SignedIn by, UUID id) {
        var asked = open(by, id);
        appointments.decide(id, new Decision(by.staff(), clock.instant(), false));
        record("compartment.appointment-declined", by, asked);
    }

    private Appointment open(SignedIn by, UUID id) {
        var asked = appointments.lockOpen(id, since()).orElseThrow(() -> new Refusal("compartment.refusal.glass-over"));
        if (asked.askedBy().equals(by.staff())) {
            throw new Refusal("compartment.refusal.glass-own");
        }
        return asked;
    }

    private void lockOrphan(CompartmentId id) {
        compartments.lock(id);
        if (compartments.withoutAnybody().stream()
                .noneMatch(orphan -> orphan.id().equals(id))) {
            throw new Refusal("compartment.refusal.not-alone");
        }
    }

    private void record(String act, SignedIn by, Appointment asked) {
        audit.record(new AuditAct(
                act,
                AuditActor.person(by.staff()),
                List.of(asked.compartment().toString(), asked.id().toString()),
                Map.of(
                        "person",
                        asked.person().toString(),
                        "asked-by",
                        asked.askedBy().toString())));
    }

    private Instant since() {
        return clock.instant().minus(CompartmentLimits.APPOINTMENT_LIFE);
    }
}

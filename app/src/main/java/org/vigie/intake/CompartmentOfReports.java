package org.vigie.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;
import org.vigie.compartment.CompartmentId;
import org.vigie.compartment.CompartmentService;
import org.vigie.item.ItemDecisionService;
import org.vigie.item.ItemMatched;
import org.vigie.staff.Refusal;
import org.vigie.staff.SignedIn;

/** Puts reports into compartments. What is found later where such a report points goes there too, before anybody sees it. */
@Service
class CompartmentOfReports {
    private static final AuditActor SYSTEM = AuditActor.system("intake");

    private final Reports reports;
    private final CompartmentService compartments;
    private final ItemDecisionService items;
    private final AuditService audit;

    CompartmentOfReports(
            Reports reports, CompartmentService compartments, ItemDecisionService items, AuditService audit) {
        this.reports = reports;
        this.compartments = compartments;
        this.items = items;
        this.audit = audit;
    }

    @Transactional(readOnly = true)
    public Optional<CompartmentId> of(UUID report) {
        return reports.compartment(report);
    }

    /**
     * Moves a report.
     *
     * @param to null for out of all compartments
     * @throws Refusal when there is no such report, nothing may be put there, or it would come out of a compartment that the person was
     *     not let in to
     */
    @Transactional
    public void move(SignedIn by, UUID id, @Nullable CompartmentId to) {
        var incident = reports.find(id)
                .orElseThrow(() -> new Refusal("intake.report.unknown"))
                .incident();
        if (to != null) {
            compartments.demandOpen(to);
        }
        var from = reports.compartment(id);
        if (from.equals(Optional.ofNullable(to))) {
            return;
        }
        from.ifPresent(in -> compartments.demandLetIn(in, by.staff()));
        reports.move(id, to);
        audit.record(new AuditAct(
                "report.moved",
                AuditActor.person(by.staff()),
                List.of(incident.toString()),
                Map.of(
                        "from",
                        from.map(CompartmentId::toString).orElse("none"),
                        "to",
                        to == null ? "none" : to.toString())));
    }

    /**
     * In the transaction of the match, which sees into all compartments. A closed one takes nothing any more, and what lies in one
     * stays there.
     */
    @EventListener
    void on(ItemMatched event) {
        reports.compartmentOfWhere(event.item())
                .filter(compartments::isOpen)
                .ifPresent(to -> items.followed(event.item(), SYSTEM, to));
    }
}

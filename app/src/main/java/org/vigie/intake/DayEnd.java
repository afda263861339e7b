package org.vigie.intake;

import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.work.WorkHandler;

/** The work at the end of a day in which somebody reported, or this was started. The subject is the organisation. */
@Component
class DayEnd implements WorkHandler {
    static final String KIND = "intake.day-end";

    private final DayEndService days;
    private final OrganisationService organisations;

    DayEnd(DayEndService days, OrganisationService organisations) {
        this.days = days;
        this.organisations = organisations;
    }

    /** Also where nobody has reported since: rows from before times were forgotten wait for no report to come. */
    @EventListener(ApplicationReadyEvent.class)
    void plan() {
        organisations.forEach(org -> CurrentOrganisation.inAllCompartments(org, days::askFor));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(UUID organisation) {
        days.end();
    }
}

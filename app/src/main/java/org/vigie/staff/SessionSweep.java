package org.vigie.staff;

import java.time.Clock;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.vigie.organisation.CurrentOrganisation;
import org.vigie.organisation.OrganisationService;
import org.vigie.work.WorkHandler;
import org.vigie.work.WorkQueue;
import org.vigie.work.WorkSettings;

/**
 * Clears away the rows of sessions that have ended by themselves. At the start of a node it closes those of its former run,
 * whose other half was in memory and is lost.
 */
@Component
class SessionSweep implements WorkHandler {
    private static final String KIND = "staff.session-sweep";
    private static final UUID ALL = new UUID(0, 1);

    private final SessionService sessions;
    private final OrganisationService organisations;
    private final WorkQueue work;
    private final WorkSettings running;
    private final Clock clock;

    SessionSweep(
            SessionService sessions,
            OrganisationService organisations,
            WorkQueue work,
            WorkSettings running,
            Clock clock) {
        this.sessions = sessions;
        this.organisations = organisations;
        this.work = work;
        this.running = running;
        this.clock = clock;
    }

    /** A command starts the application too, beside the one that serves: what it finds open is not its own. */
    @EventListener
    void started(WebServerInitializedEvent event) {
        if (running.running() && event.getApplicationContext().getServerNamespace() == null) {
            closeFormer();
            work.add(KIND, null, ALL, clock.instant());
        }
    }

    void closeFormer() {
        inEach(sessions::closeFormer);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(UUID subject) {
        inEach(sessions::sweep);
        work.add(KIND, null, ALL, clock.instant().plus(StaffLimits.SESSIONS_SWEPT_EVERY));
    }

    private void inEach(BooleanSupplier batch) {
        organisations.forEach(org -> CurrentOrganisation.as(org, () -> repeat(batch)));
    }

    private static void repeat(BooleanSupplier batch) {
        for (int done = 0; done < StaffLimits.SESSION_BATCHES_MAX; done++) {
            if (!batch.getAsBoolean()) {
                return;
            }
        }
    }
}

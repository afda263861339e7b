package org.vigie.intake;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.work.WorkHandler;

/** The work of having a reported address fetched. The subject is the incident. */
@Component
class FetchReported implements WorkHandler {
    static final String KIND = "intake.fetch";

    private final IntakeService intake;

    FetchReported(IntakeService intake) {
        this.intake = intake;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(UUID incident) {
        intake.fetch(incident);
    }
}

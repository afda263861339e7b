package org.vigie.intake;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.work.WorkHandler;

/** The work of having a reported address fetched. The subject is the incident. */
@Component
class FetchReported implements WorkHandler {
    static final String KIND = "intake.fetch";

    private final TipReading tips;

    FetchReported(TipReading tips) {
        this.tips = tips;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(UUID incident) {
        tips.fetch(incident);
    }
}

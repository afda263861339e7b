package org.vigie.intake;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.work.WorkHandler;

/** The work at the end of a day in which somebody reported. The subject is the organisation. */
@Component
class DayEnd implements WorkHandler {
    static final String KIND = "intake.day-end";

    private final DayEndService days;

    DayEnd(DayEndService days) {
        this.days = days;
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

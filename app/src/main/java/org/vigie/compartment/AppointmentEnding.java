package org.vigie.compartment;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How requests end to let somebody into a compartment that nobody sees into: why. */
@Component
class AppointmentEnding extends RequestEnding {
    AppointmentEnding(JdbcClient db, Clock clock) {
        super("APPOINTMENT", new EndedRequests(db, "compartment_appointment", "reason_sealed"), clock);
    }
}

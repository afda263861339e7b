package org.vigie.compartment;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** How requests end to let somebody into a compartment that nobody sees into: why. */
@Component
class AppointmentEnding extends RequestEnding {
    AppointmentEnding(EndedRequests ended, Clock clock) {
        super(EndedRequests.Of.APPOINTMENT, ended, clock);
    }
}

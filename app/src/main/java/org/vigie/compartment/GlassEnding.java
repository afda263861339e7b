package org.vigie.compartment;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** How requests to break a glass end: what was to be seen, and why. */
@Component
class GlassEnding extends RequestEnding {
    GlassEnding(EndedRequests ended, Clock clock) {
        super(EndedRequests.Of.GLASS, ended, clock);
    }
}

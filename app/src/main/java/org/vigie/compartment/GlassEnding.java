package org.vigie.compartment;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How requests to break a glass end: what was to be seen, and why. */
@Component
class GlassEnding extends RequestEnding {
    GlassEnding(JdbcClient db, Clock clock) {
        super("GLASS", new EndedRequests(db, "compartment_glass", "content_sealed", "reason_sealed"), clock);
    }
}

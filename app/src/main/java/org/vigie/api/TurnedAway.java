package org.vigie.api;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;
import org.vigie.audit.AuditAct;
import org.vigie.audit.AuditActor;
import org.vigie.audit.AuditService;

/**
 * Puts on record that somebody came as a client and was not let in: with a token that is good, but not from there, not without its
 * proof or not twice, or with an assertion that the client did not sign. A stolen token shows so. One entry of a client in each
 * {@link ApiLimits#TURNED_AWAY_EACH}, so that nobody fills the log with it.
 */
@Component
class TurnedAway {
    private static final AuditActor API = AuditActor.system("api");

    private final AuditService audit;
    private final Clock clock;

    /** When it was last put on record; of clients that exist, so that there are no more of these. */
    private final Map<UUID, Instant> last = new ConcurrentHashMap<>();

    TurnedAway(AuditService audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** What somebody came with. */
    enum With {
        TOKEN,
        ASSERTION
    }

    /** Notes it of a client of the bound organisation. */
    void note(UUID client, With with) {
        if (isDue(client)) {
            audit.record(
                    new AuditAct("client.turned-away", API, List.of(client.toString()), Map.of("with", with.name())));
        }
    }

    private boolean isDue(UUID client) {
        Instant now = clock.instant();
        AtomicBoolean isDue = new AtomicBoolean();
        last.compute(client, (same, before) -> {
            boolean isRecent =
                    before != null && now.isBefore(before.plus(ApiLimits.TURNED_AWAY_EACH)) && !now.isBefore(before);
            isDue.set(!isRecent);
            return isRecent ? before : now;
        });
        return isDue.get();
    }
}

package org.vigie.seal;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.work.WorkHandler;

/** Seals old values again in turns, until none is left. */
@Component
class ResealWork implements WorkHandler {
    static final String KIND = "seal.reseal";

    private final KeyCare keys;
    private final Clock clock;

    ResealWork(KeyCare keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void handle(UUID subject) {
        try {
            if (!keys.reseal(SealLimits.RESEAL_TURN).isDone()) {
                keys.resealLater(clock.instant());
            }
        } catch (TipsClosed closed) {
            keys.resealLater(clock.instant().plus(SealLimits.RESEAL_PAUSE));
        }
    }
}

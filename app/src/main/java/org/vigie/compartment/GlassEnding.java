package org.vigie.compartment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.vigie.retention.Kept;

/**
 * How requests to break a glass end, agreed to or not: what somebody wanted to see and why goes; who asked, who decided, when and
 * how stays. The reason of somebody who was let in stands beside their name in the compartment, too, and ends with that.
 */
@Component
class GlassEnding implements Kept {
    private final EndedGlass ended;
    private final Clock clock;

    GlassEnding(EndedGlass ended, Clock clock) {
        this.ended = ended;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "GLASS";
    }

    @Override
    public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return ended.old().olderThan(day, after, limit);
    }

    /** Requests are shown to the whole organisation, since who agrees need not be in the compartment. */
    @Override
    public boolean isSeen(UUID request) {
        return ended.exists(request);
    }

    /** What the log says of a request says what a colleague did, and that stays answerable. */
    @Override
    public Set<UUID> traces(UUID request) {
        return Set.of();
    }

    @Override
    public boolean erase(UUID request) {
        return ended.erase(request, clock.instant());
    }
}

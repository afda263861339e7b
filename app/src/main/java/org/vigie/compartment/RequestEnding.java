package org.vigie.compartment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.vigie.retention.Kept;

/**
 * How requests end that somebody be let in, agreed to or not: what was written of them goes; who asked, who decided, when and how
 * stays. The reason of somebody who was let in stands beside their name in the compartment, too, and ends with that.
 */
abstract class RequestEnding implements Kept {
    private final EndedRequests.Of of;
    private final EndedRequests ended;
    private final Clock clock;

    RequestEnding(EndedRequests.Of of, EndedRequests ended, Clock clock) {
        this.of = of;
        this.ended = ended;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return of.name();
    }

    @Override
    public List<UUID> olderThan(LocalDate day, UUID after, int limit) {
        return ended.olderThan(of, day, after, limit);
    }

    /** Requests are shown outside of the compartment, since who agrees need not be in it. */
    @Override
    public boolean isSeen(UUID request) {
        return ended.exists(of, request);
    }

    /** What the log says of a request says what a colleague did, and that stays answerable. */
    @Override
    public Set<UUID> traces(UUID request) {
        return Set.of();
    }

    @Override
    public boolean erase(UUID request) {
        return ended.erase(of, request, clock.instant());
    }
}

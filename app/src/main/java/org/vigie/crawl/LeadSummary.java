package org.vigie.crawl;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a lead has come.
 *
 * @param pages pages fetched
 * @param images pictures fetched, by address
 * @param imagesDistinct pictures fetched, by their bytes
 * @param undecodable pictures, by address, that only have exact hashes
 * @param waiting addresses still to fetch
 * @param forbiddenByRobots addresses left alone because of robots.txt
 * @param pastRobots reported addresses fetched although robots.txt forbids them
 * @param errors failures by kind, for what was tried; see {@link Reason}
 * @param skipped what was left alone, by kind
 * @param finishedAt null while it runs
 */
public record LeadSummary(
        LeadId lead,
        int requests,
        int pages,
        int images,
        int imagesDistinct,
        int undecodable,
        int waiting,
        int forbiddenByRobots,
        int pastRobots,
        Map<Reason, Integer> errors,
        Map<Reason, Integer> skipped,
        Instant startedAt,
        @Nullable Instant finishedAt) {
    public boolean finished() {
        return finishedAt != null;
    }
}

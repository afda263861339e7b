package org.vigie.crawl;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.organisation.OrgId;

/**
 * Where to begin, and how far to go.
 *
 * @param seeds 1 to {@link CrawlLimits#SEEDS_MAX}
 * @param depth how many links away from a seed pages are fetched; 0 is the seeds alone; pictures do not count
 * @param budget how many requests may be made, pictures included, robots.txt not
 * @param delay the least time between the end of one request to a host and the beginning of the next; what robots.txt asks
 *     for and the installation's own minimum come on top
 * @param subject what the lead is about, told again in {@link LeadFinished}: a report, an item
 */
public record Lead(
        OrgId org,
        Purpose purpose,
        List<CanonicalAddress> seeds,
        Scope scope,
        int depth,
        int budget,
        Duration delay,
        RobotsPolicy robots,
        UUID subject) {
    public Lead {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty() || seeds.size() > CrawlLimits.SEEDS_MAX.value()) {
            throw new IllegalArgumentException("a lead has 1 to %s seeds".formatted(CrawlLimits.SEEDS_MAX.value()));
        }
        if (depth < 0 || depth > CrawlLimits.DEPTH_MAX.value() || budget < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("depth, budget or delay out of range");
        }
    }
}

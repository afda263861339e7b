package org.vigie.crawl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.vigie.core.address.CanonicalAddress;
import org.vigie.crawl.fetch.Fetcher;
import org.vigie.crawl.fetch.RobotsReader;
import org.vigie.crawl.fetch.RobotsRules;
import org.vigie.crawl.fetch.RobotsText;

/** Knows what hosts' robots.txt say, and asks for it when it does not. */
@Component
class RobotsBook {
    private final RobotsFiles files;
    private final RobotsReader reader;
    private final FrontierService frontier;
    private final Clock clock;

    /** What robots.txt says to an address. */
    sealed interface Ruling {
        /** It may be judged. */
        record Rules(RobotsRules rules) implements Ruling {}

        /** It cannot be reached. */
        record Unreachable(Instant until, boolean isLast) implements Ruling {}

        /** It must be asked for, but the host's gap is not over. */
        record NotYet() implements Ruling {}
    }

    RobotsBook(RobotsFiles files, Fetcher fetcher, FrontierService frontier, Clock clock) {
        this.files = files;
        this.reader = new RobotsReader(fetcher);
        this.frontier = frontier;
        this.clock = clock;
    }

    /** The ruling for an address, asking the host where what is known is too old. The request is one like any other. */
    Ruling rule(LeaseRun run, HostKey host, CanonicalAddress address, Duration delay) {
        Instant now = clock.instant();
        Optional<RobotsFiles.Kept> kept = files.find(host, address.scheme());
        if (kept.isPresent() && now.isBefore(kept.get().validUntil())) {
            return ruling(kept.get());
        }
        if (!run.waitForGap()) {
            return new Ruling.NotYet();
        }
        int triesBefore = kept.filter(old -> old.text().state() == RobotsText.State.UNREACHABLE)
                .map(RobotsFiles.Kept::tries)
                .orElse(0);
        frontier.beginRobots(run.lease(), delay);
        run.requestBegins(delay);
        RobotsText text = reader.read(address);
        run.count("robots");
        frontier.endRobots(run.lease(), run.requestEnded(delay, text.state() == RobotsText.State.UNREACHABLE, null));
        RobotsFiles.Kept fresh = keep(text, triesBefore);
        files.keep(host, address.scheme(), fresh);
        return ruling(fresh);
    }

    private RobotsFiles.Kept keep(RobotsText text, int triesBefore) {
        Instant now = clock.instant();
        return switch (text.state()) {
            case FILE, NO_RULES ->
                new RobotsFiles.Kept(text, 0, now.plus(Duration.ofHours(CrawlLimits.ROBOTS_AGE_MAX.value())));
            case REFUSED, UNREACHABLE ->
                new RobotsFiles.Kept(
                        text,
                        triesBefore + 1,
                        now.plus(Duration.ofSeconds(CrawlLimits.ROBOTS_UNREACHABLE_PAUSE.value())));
        };
    }

    private static Ruling ruling(RobotsFiles.Kept kept) {
        return switch (kept.text().state()) {
            case FILE -> new Ruling.Rules(RobotsRules.parse(kept.text().text()));
            // Where we may not connect, the fetch itself will say why.
            case NO_RULES, REFUSED -> new Ruling.Rules(RobotsRules.NONE);
            case UNREACHABLE ->
                new Ruling.Unreachable(kept.validUntil(), kept.tries() >= CrawlLimits.ROBOTS_TRIES_MAX.value());
        };
    }
}

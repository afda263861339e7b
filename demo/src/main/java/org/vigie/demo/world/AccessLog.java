package org.vigie.demo.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Every request that the world answered. Safe to read while it is written. */
public final class AccessLog {
    private static final String ROBOTS = "/robots.txt";

    private final List<Hit> hits = new ArrayList<>();

    AccessLog() {}

    synchronized void add(Hit hit) {
        if (hits.size() >= WorldLimits.HITS_MAX) {
            throw new IllegalStateException("the access log is full");
        }
        hits.add(hit);
    }

    /** All requests, by start. */
    public List<Hit> hits() {
        return where(_ -> true);
    }

    /** The requests to one host, by start. */
    public List<Hit> requests(String host) {
        return where(hit -> hit.host().equals(host));
    }

    /** The requests for one address, by start. */
    public List<Hit> fetchesOf(String host, String path) {
        return where(hit -> hit.host().equals(host) && hit.path().equals(path));
    }

    /**
     * The shortest pause between the end of a request and the start of the next at one host; negative where two overlapped. Fetches
     * of robots.txt count like any other. Good to a few milliseconds: what a client and a server call the end differs.
     *
     * @return empty where there were fewer than two
     */
    public Optional<Duration> shortestGap(String host) {
        return shortestGap(requests(host));
    }

    /** As {@link #shortestGap(String)}, but without robots.txt, which some crawlers fetch outside of their pacing. */
    public Optional<Duration> shortestGapWithoutRobots(String host) {
        return shortestGap(where(hit -> hit.host().equals(host) && !hit.path().equals(ROBOTS)));
    }

    private static Optional<Duration> shortestGap(List<Hit> requests) {
        Duration shortest = null;
        Instant ended = null;
        for (Hit hit : requests) {
            if (ended != null) {
                Duration gap = Duration.between(ended, hit.started());
                shortest = shortest == null || gap.compareTo(shortest) < 0 ? gap : shortest;
            }
            ended = ended == null || hit.ended().isAfter(ended) ? hit.ended() : ended;
        }
        return Optional.ofNullable(shortest);
    }

    private synchronized List<Hit> where(Predicate<Hit> wanted) {
        return hits.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(Hit::started))
                .toList();
    }
}

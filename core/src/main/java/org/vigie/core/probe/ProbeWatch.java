package org.vigie.core.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vigie.core.hash.Pdq;

/**
 * Watches the questions of one asker in the order in which they come. Bounded, see {@link ProbeLimits}; a question costs one look
 * at all that is remembered, some microseconds. Not safe for several threads.
 */
public final class ProbeWatch {
    private final Deque<Trail.Member> singles = new ArrayDeque<>();
    /** Those that were added to last stand last. */
    private final List<Trail> trails = new ArrayList<>();

    /** One that has seen nothing. */
    public ProbeWatch() {}

    /** One that goes on from what {@link #kept} gave; an empty text is nothing. */
    public static ProbeWatch from(String kept) {
        var watch = new ProbeWatch();
        kept.lines().map(Trail::parse).forEach(watch.trails::add);
        return watch;
    }

    /**
     * What a question means after those before.
     *
     * @param alarm what it looks like now
     * @param isToKeep whether {@link #kept} has changed
     */
    public record Seen(Optional<ProbeAlarm> alarm, boolean isToKeep) {}

    private static final Seen NOTHING = new Seen(Optional.empty(), false);

    /**
     * Takes a question in.
     *
     * @param isListed whether it is on a list, exactly or nearly
     * @param expectsSequences whether the asker asks for what resembles its earlier questions by nature
     */
    public Seen ask(Pdq hash, boolean isListed, boolean expectsSequences) {
        var asked = new Trail.Member(hash, isListed);
        Trail joined = null;
        Trail.Nearest nearest = null;
        for (Trail trail : trails) {
            var found = trail.nearest(hash);
            if (found != null && (nearest == null || found.distance() < nearest.distance())) {
                joined = trail;
                nearest = found;
            }
        }
        var single = nearestSingle(hash, nearest == null ? ProbeLimits.NEAR_BITS + 1 : nearest.distance());
        if (single != null) {
            nearest = new Trail.Nearest(single, single.hash().distance(hash));
        }
        if (nearest == null) {
            singles.add(asked);
            if (singles.size() > ProbeLimits.SINGLES_MAX) {
                singles.removeFirst();
            }
            return NOTHING;
        }
        if (nearest.distance() == 0) {
            return NOTHING;
        }
        if (single != null || joined == null) {
            singles.remove(nearest.member());
            joined = new Trail(nearest.member());
        }
        trails.remove(joined);
        trails.add(joined);
        if (trails.size() > ProbeLimits.TRAILS_MAX) {
            trails.removeFirst();
        }
        joined.add(asked, nearest.member());
        return new Seen(joined.alarm(expectsSequences), joined.weight() >= ProbeLimits.KEPT_FROM);
    }

    private Trail.@Nullable Member nearestSingle(Pdq hash, int nearerThan) {
        Trail.Member best = null;
        int least = nearerThan;
        for (var single : singles) {
            int distance = single.hash().distance(hash);
            if (distance < least) {
                best = single;
                least = distance;
            }
        }
        return best;
    }

    /** What should survive a restart, as text: the trails that come nearest to an alarm. It holds hashes; seal it. */
    public String kept() {
        return trails.stream()
                .filter(trail -> trail.weight() >= ProbeLimits.KEPT_FROM)
                .sorted(Comparator.comparingInt(Trail::weight).reversed())
                .limit(ProbeLimits.KEPT_TRAILS_MAX)
                .map(Trail::text)
                .collect(Collectors.joining("\n"));
    }
}

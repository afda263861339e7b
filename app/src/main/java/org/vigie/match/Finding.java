package org.vigie.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListPolicy;
import org.vigie.match.Match.Kind;

/** How one media file is looked up: exact before near, and what each list's owner lets a match do. */
final class Finding {
    /** Exact ones first and the stronger algorithm of them, then the nearest; then by name and number, for a fixed order. */
    private static final Comparator<Match> ORDER = Comparator.comparing(Match::kind)
            .thenComparing(match -> match.entryHash().algorithm(), Comparator.reverseOrder())
            .thenComparingInt(Match::distance)
            .thenComparing(Match::listName)
            .thenComparingLong(Match::entry);

    private Finding() {}

    /** What must be known of a list. */
    record ListFacts(String name, ListPolicy policy) {}

    /** @param lists what is known of a list; matches of lists of which nothing is known are not reported */
    static List<Match> find(OrgIndex index, MediaHashes media, Function<ListId, Optional<ListFacts>> lists) {
        List<Match> matches = new ArrayList<>();
        for (HashValue hash : media.exact()) {
            index.exact(
                    hash,
                    entry -> lists.apply(entry.list())
                            .map(facts -> exact(entry, facts))
                            .ifPresent(matches::add));
        }
        index.near(
                media,
                (entry, distance) -> lists.apply(entry.list())
                        .map(facts -> near(entry, facts, distance))
                        .ifPresent(matches::add));
        matches.sort(ORDER);
        return limited(matches);
    }

    private static Match exact(Listed entry, ListFacts facts) {
        boolean mayNotify = facts.policy.letsExactNotify(entry.materialClass());
        return match(entry, facts, Kind.EXACT, 0, mayNotify);
    }

    private static Match near(Listed entry, ListFacts facts, int distance) {
        boolean mayNotify = facts.policy.letsNearNotify(entry.materialClass(), distance);
        return match(entry, facts, Kind.NEAR, distance, mayNotify);
    }

    private static Match match(Listed entry, ListFacts facts, Kind kind, int distance, boolean mayNotify) {
        return new Match(
                entry.list(), facts.name, entry.id(), entry.hash(), kind, distance, entry.materialClass(), mayNotify);
    }

    private static List<Match> limited(List<Match> sorted) {
        Map<ListId, Integer> taken = new HashMap<>();
        List<Match> kept = sorted.stream()
                .filter(match -> taken.merge(match.list(), 1, Integer::sum) <= MatchLimits.MATCHES_PER_LIST_MAX)
                .toList();
        if (kept.size() <= MatchLimits.MATCHES_MAX) {
            return kept;
        }
        return kept.stream()
                .sorted(Comparator.comparing(Match::mayNotify).reversed())
                .limit(MatchLimits.MATCHES_MAX)
                .sorted(ORDER)
                .toList();
    }
}

package org.vigie.match;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.hashlist.ListId;

/**
 * The matches that may yet be told, however many there are: of each list and algorithm the first
 * {@value MatchLimits#MATCHES_PER_LIST_MAX}. What negative lists stop, they stop by the algorithm, so that what is dropped here
 * could not have been told. For one thread.
 */
final class Best {
    private final Map<ListId, Map<HashAlgorithm, PriorityQueue<Match>>> lastFirst = new HashMap<>();

    /** Whether a match at that distance with that entry is among the first until now. */
    boolean takes(ListId list, HashAlgorithm algorithm, int distance, long entry) {
        var kept = kept(list, algorithm);
        Match last = kept.peek();
        return last == null
                || kept.size() < MatchLimits.MATCHES_PER_LIST_MAX
                || distance < last.distance()
                || (distance == last.distance() && entry < last.entry());
    }

    /** Takes a match, and drops the last where there are too many. */
    void add(Match match) {
        var kept = kept(match.list(), match.entryHash().algorithm());
        kept.add(match);
        if (kept.size() > MatchLimits.MATCHES_PER_LIST_MAX) {
            kept.remove();
        }
    }

    private PriorityQueue<Match> kept(ListId list, HashAlgorithm algorithm) {
        return lastFirst
                .computeIfAbsent(list, unknown -> new EnumMap<>(HashAlgorithm.class))
                .computeIfAbsent(algorithm, unknown -> new PriorityQueue<>(Finding.ORDER.reversed()));
    }

    /** Those that are left, in {@link Finding#ORDER}. */
    List<Match> sorted() {
        List<Match> all = new ArrayList<>();
        lastFirst.values().forEach(of -> of.values().forEach(all::addAll));
        all.sort(Finding.ORDER);
        return all;
    }
}

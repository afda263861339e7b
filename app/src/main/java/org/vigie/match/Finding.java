package org.vigie.match;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.SegmentedIndex;
import org.vigie.core.video.VideoFrame;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListPolicy;
import org.vigie.match.Match.Kind;

/**
 * How one media file is looked up: exact before near, what each list's owner lets a match do, and what negative lists stop.
 *
 * <p>An exact entry of a negative list stops every near match, and the exact ones by hashes that are no stronger: whoever can
 * make two files with one MD5 must not be able to hide what is known by SHA-256. A near entry of a negative list stops near
 * matches only.
 */
final class Finding {
    /** Exact ones first and the stronger algorithm of them, then the nearest; then by name and number, for a fixed order. */
    static final Comparator<Match> ORDER = Comparator.comparing(Match::kind)
            .thenComparing(match -> match.entryHash().algorithm(), Comparator.reverseOrder())
            .thenComparingInt(Match::distance)
            .thenComparing(Match::listName)
            .thenComparingLong(Match::entry);

    private static final int QUALITY_TAKEN_AS_GOOD = 100;

    private final int quality;
    private final Function<ListId, Optional<ListFacts>> lists;
    private final Best matches = new Best();
    private final Best stops = new Best();

    private Finding(int quality, Function<ListId, Optional<ListFacts>> lists) {
        this.quality = quality;
        this.lists = lists;
    }

    /** What must be known of a list. */
    record ListFacts(String name, ListKind kind, ListPolicy policy) {}

    /**
     * What was found.
     *
     * @param matches what stands
     * @param stoppedBy entries of negative lists and ignore sets that the media meets, whether or not there was anything to stop
     * @param stopped what they stopped
     */
    record Found(List<Match> matches, List<Match> stoppedBy, List<Match> stopped) {}

    /** @param lists what is known of a list; matches of lists of which nothing is known are not reported */
    static Found find(OrgIndex index, MediaHashes media, Function<ListId, Optional<ListFacts>> lists) {
        var finding = new Finding(media.pdqQuality(), lists);
        for (HashValue hash : media.exact()) {
            index.exact(hash, finding::takeExact);
        }
        index.near(media, finding::takeNear);
        return finding.found();
    }

    /**
     * The same for one hash of which nothing more is known; a PDQ hash is taken to be of a good picture. The name of a known video
     * finds nothing: it says nothing of the frames.
     */
    static Found find(OrgIndex index, HashValue hash, Function<ListId, Optional<ListFacts>> lists) {
        var finding = new Finding(QUALITY_TAKEN_AS_GOOD, lists);
        if (hash.algorithm().isExact()) {
            index.exact(hash, finding::takeExact);
        } else if (hash.algorithm() == HashAlgorithm.PDQ) {
            index.near(Pdq.of(hash), finding::takeNear);
        }
        return finding.found();
    }

    /** The same for a frame of a video: only what is near it. */
    static Found find(OrgIndex index, VideoFrame frame, Function<ListId, Optional<ListFacts>> lists) {
        var finding = new Finding(frame.quality(), lists);
        index.near(frame.pdq(), finding::takeNear);
        return finding.found();
    }

    private void takeExact(Listed entry) {
        lists.apply(entry.list()).ifPresent(facts -> {
            var best = facts.kind.isStopping() ? stops : matches;
            if (best.takes(entry.list(), entry.hash().algorithm(), 0, entry.id())) {
                best.add(new Match(
                        entry.list(),
                        facts.name,
                        entry.id(),
                        entry.hash(),
                        Kind.EXACT,
                        0,
                        entry.materialClass(),
                        facts.policy.letsExactNotify(entry.materialClass())));
            }
        });
    }

    private void takeNear(Labels.Label label, SegmentedIndex.Met met) {
        int distance = met.distance();
        lists.apply(label.list()).ifPresent(facts -> {
            var best = facts.kind.isStopping() ? stops : matches;
            if (facts.policy.isNear(quality, distance)
                    && best.takes(label.list(), HashAlgorithm.PDQ, distance, met.id())) {
                best.add(new Match(
                        label.list(),
                        facts.name,
                        met.id(),
                        met.hash().value(),
                        Kind.NEAR,
                        distance,
                        label.materialClass(),
                        facts.policy.letsNearNotify(label.materialClass(), distance)));
            }
        });
    }

    private Found found() {
        List<Match> all = matches.sorted();
        List<Match> stopping = stops.sorted();
        if (stopping.isEmpty()) {
            return new Found(limited(all), List.of(), List.of());
        }
        // the first is the strongest
        Match stop = stopping.getFirst();
        List<Match> standing =
                all.stream().filter(match -> !isStopped(match, stop)).toList();
        List<Match> stopped =
                all.stream().filter(match -> isStopped(match, stop)).toList();
        return new Found(limited(standing), limited(stopping), limited(stopped));
    }

    private static boolean isStopped(Match match, Match stop) {
        return match.kind() == Kind.NEAR || (stop.kind() == Kind.EXACT && strength(stop) >= strength(match));
    }

    private static int strength(Match exact) {
        HashAlgorithm algorithm = exact.entryHash().algorithm();
        return switch (algorithm) {
            case MD5 -> 1;
            case SHA1 -> 2;
            case SHA256 -> 3;
            case PDQ, VPDQ -> throw new IllegalArgumentException("a near match has no such strength");
        };
    }

    /** As many of them as are told. */
    static List<Match> limited(List<Match> sorted) {
        Map<ListId, Integer> taken = new HashMap<>();
        List<Match> kept = sorted.stream()
                .filter(match -> taken.merge(match.list(), 1, Integer::sum) <= MatchLimits.MATCHES_PER_LIST_MAX)
                .toList();
        if (kept.size() <= MatchLimits.MATCHES_MAX) {
            return kept;
        }
        // the best of each list, and the best of it that may notify: what the others found must not hide that a list
        // has it
        Set<Map.Entry<ListId, Boolean>> known = new HashSet<>();
        Set<Match> best = kept.stream()
                .filter(match -> known.add(Map.entry(match.list(), match.mayNotify())))
                .collect(Collectors.toSet());
        return kept.stream()
                .sorted(Comparator.<Match, Boolean>comparing(best::contains)
                        .thenComparing(Match::mayNotify)
                        .reversed())
                .limit(MatchLimits.MATCHES_MAX)
                .sorted(ORDER)
                .toList();
    }
}

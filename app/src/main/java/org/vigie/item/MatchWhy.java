package org.vigie.item;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vigie.hashlist.HashEntry;
import org.vigie.hashlist.HashList;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.PolicyVersion;
import org.vigie.hashlist.Said;
import org.vigie.hashlist.Stopped;

/**
 * Why an item matched an entry of a list, and what that was allowed to do.
 *
 * @param seen each sighting that matched it, the nearest and oldest first
 * @param entry as it is now
 * @param said what all lists say of that hash now
 * @param list as it is now
 * @param then the policy that the list had when the first of these matched
 * @param stopped why no notice may rest on the entry now
 */
record MatchWhy(
        Item item,
        List<Seen> seen,
        Optional<HashEntry> entry,
        List<Said> said,
        HashList list,
        PolicyVersion then,
        Optional<Stopped> stopped) {
    MatchWhy {
        seen = List.copyOf(seen);
        said = List.copyOf(said);
    }

    /**
     * One sighting that matched.
     *
     * @param quality of the PDQ hash of what was seen, 0 to 100
     * @param at when it was seen
     * @param matchedAt when it was found to match: later, where the list has the entry only since
     */
    record Seen(ItemMatch match, SightingPurpose purpose, int spell, int quality, Instant at, Instant matchedAt) {
        /** Where in a video it was met, for people; none where the file matched as a whole. */
        public List<Where> where() {
            return match.stretches().stream()
                    .map(stretch -> new Where(Stretches.clock(stretch), stretch.frames()))
                    .toList();
        }

        /** Whether the list had it only after it was seen. */
        public boolean isLate() {
            return matchedAt.isAfter(at);
        }
    }

    /**
     * A stretch of a video.
     *
     * @param times minutes and seconds from its beginning
     */
    record Where(String times, int frames) {}

    /** The nearest and oldest of them. */
    public ItemMatch match() {
        return seen.getFirst().match();
    }

    /** Why the match was or was not allowed to lead to a notice, as a key under {@code item.match.because.…}. */
    public String because() {
        ItemMatch match = match();
        ListPolicy policy = then.policy();
        if (!match.materialClass().mayNotify()) {
            return "CLASS";
        }
        return switch (match.kind()) {
            case EXACT -> match.mayNotify() ? "EXACT" : "EXACT_HELD";
            case NEAR -> near(match, policy);
        };
    }

    private static String near(ItemMatch match, ListPolicy policy) {
        if (match.mayNotify()) {
            return match.isOfFrames() ? "FRAMES" : "NEAR";
        }
        if (policy.nearNotifiesUpTo() < 0) {
            return match.isOfFrames() ? "FRAMES_HELD" : "NEAR_HELD";
        }
        return match.isOfFrames() && match.distance() <= policy.nearNotifiesUpTo() ? "NO_CLIP" : "TOO_FAR";
    }

    /** Whether any of the sightings is of a video. */
    public boolean isFrames() {
        return seen.stream().anyMatch(one -> one.match().isOfFrames());
    }

    /** Whether others say something else of the same hash: another class, or that it must not match. */
    public boolean isDisputed() {
        return said.stream()
                .anyMatch(one -> one.kind().isStopping() || one.entry().materialClass() != match().materialClass());
    }
}

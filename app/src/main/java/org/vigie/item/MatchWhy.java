package org.vigie.item;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.vigie.core.video.Clip;
import org.vigie.core.video.Stretch;
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
            if (match.overlap().isPresent()) {
                return match.overlap().get().clips().stream().map(Where::of).toList();
            }
            return match.stretches().stream()
                    .map(stretch -> new Where(Stretches.clock(stretch), "", stretch.frames()))
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
     * @param known the same in the known video; empty where the entry is none
     */
    record Where(String times, String known, int frames) {
        private static Where of(Clip clip) {
            return new Where(
                    Stretches.clock(new Stretch(clip.queryFrom(), clip.queryTo(), clip.frames())),
                    Stretches.clock(new Stretch(clip.targetFrom(), clip.targetTo(), clip.frames())),
                    clip.frames());
        }
    }

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
        if (match.overlap().isPresent()) {
            if (match.mayNotify()) {
                return "VIDEO";
            }
            return policy.nearNotifiesUpTo() < 0 ? "VIDEO_HELD" : "VIDEO_TOO_FAR";
        }
        if (match.mayNotify()) {
            return match.isOfFrames() ? "FRAMES" : "NEAR";
        }
        if (policy.nearNotifiesUpTo() < 0) {
            return match.isOfFrames() ? "FRAMES_HELD" : "NEAR_HELD";
        }
        return match.isOfFrames() && match.distance() <= policy.nearNotifiesUpTo() ? "NO_CLIP" : "TOO_FAR";
    }

    /** Whether the entry is a known video. */
    public boolean isKnownVideo() {
        return match().overlap().isPresent();
    }

    /** How much of the known video the one that was seen has, in whole percent. */
    public long knownPercent() {
        return match().overlap()
                .map(overlap -> Math.round(overlap.targetPercent()))
                .orElse(0L);
    }

    /** How much of the video that was seen the known one has, in whole percent. */
    public long seenPercent() {
        return match().overlap()
                .map(overlap -> Math.round(overlap.queryPercent()))
                .orElse(0L);
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

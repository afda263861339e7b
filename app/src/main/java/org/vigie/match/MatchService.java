package org.vigie.match;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoThresholds;
import org.vigie.organisation.OrgId;

/** Tells whether media is on the lists of an organisation. */
@Service
public class MatchService {
    private final MatchIndex index;
    private final VideoThresholds thresholds;

    /**
     * How the index stands.
     *
     * @param refreshedAt when the lists were read last; empty before the first time
     * @param isFresh whether it is recent enough to match with
     * @param entries of all lists of all organisations
     */
    public record IndexStatus(Optional<Instant> refreshedAt, boolean isFresh, long entries) {}

    MatchService(MatchIndex index, MatchSettings settings) {
        this.index = index;
        this.thresholds = settings.video();
    }

    /**
     * The entries that the media matches: exact ones first (SHA-256, SHA-1, MD5), then near ones by PDQ within 31 bits, if the
     * quality of its PDQ hash is 50 or more; always in the same order. At most {@link MatchLimits#MATCHES_PER_LIST_MAX} of a
     * list and {@link MatchLimits#MATCHES_MAX} in all. What a negative list or an ignore set stops is not among them.
     *
     * @throws IndexNotReady when the lists in memory cannot be relied on; that is not "no match"
     */
    public List<Match> match(OrgId org, MediaHashes media) {
        MatchIndex.State state = index.ready();
        return Finding.find(state.of(org), media, state::list).matches();
    }

    /**
     * The same for a video: exactly by its bytes, and nearly by its frames, as the settings have it. A near match
     * says in which stretches its entry was met; with a picture it may notify by itself only as a part of a clip. One with a known
     * video says what both share.
     *
     * @param frames hashed ones, in any order; none where it could not be decoded
     * @throws IndexNotReady when the lists in memory cannot be relied on; that is not "no match"
     */
    public List<Match> match(OrgId org, MediaHashes media, List<VideoFrame> frames) {
        MatchIndex.State state = index.ready();
        return VideoFinding.find(state.of(org), media, frames, thresholds, state::list);
    }

    /**
     * The same for one hash that somebody asks about. The quality of a PDQ hash is the asker's business: below 50 it should not
     * be asked.
     *
     * @throws IndexNotReady when the lists in memory cannot be relied on; that is not "no match"
     */
    public List<Match> match(OrgId org, HashValue hash) {
        MatchIndex.State state = index.ready();
        return Finding.find(state.of(org), hash, state::list).matches();
    }

    /** How many entries that organisation has in memory, of all its lists. */
    public long entries(OrgId org) {
        return index.state().of(org).size();
    }

    /**
     * Takes in all changes of lists that were committed before this call.
     *
     * @throws IndexNotReady where they cannot be read
     */
    public void catchUp() {
        try {
            index.refresh();
        } catch (DataAccessException e) {
            throw new IndexNotReady("the hash lists cannot be read", e);
        }
    }

    /**
     * What the lists of one organisation take.
     *
     * @param bytes of memory, computed from the arrays of hashes, labels, times and bands
     * @param segments in which they lie; each look-up goes through all of them
     */
    public record IndexStats(long entries, long bytes, int segments) {}

    public IndexStats stats(OrgId org) {
        OrgIndex own = index.state().of(org);
        return new IndexStats(
                own.size(),
                own.entries().bytes() + own.videos().bytes(),
                own.entries().segments() + own.videos().parts());
    }

    public IndexStatus status() {
        MatchIndex.State state = index.state();
        long entries = state.organisations().values().stream()
                .mapToLong(OrgIndex::size)
                .sum();
        return new IndexStatus(Optional.ofNullable(state.refreshedAt()), index.isFresh(), entries);
    }
}

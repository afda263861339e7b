package org.vigie.crawl;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.video.VideoFrame;
import org.vigie.organisation.CurrentOrganisation;

/**
 * What the crawl ever saw, known by hashes only, and where. Pages of it go in the order of the SHA-256 hashes, which are spread
 * evenly: the first digits of one tell how far one has come.
 */
@Service
public class SeenMediaService {
    private final SeenMedia seen;

    SeenMediaService(SeenMedia seen) {
        this.seen = seen;
    }

    /** All media that anybody's crawl decoded or failed to decode. */
    @Transactional(readOnly = true)
    public List<MediaHashes> page(SeenRange range, int limit) {
        return seen.page(range, limit);
    }

    /** Only media that the crawl of the organisation that is bound saw at or after that time. */
    @Transactional(readOnly = true)
    public List<MediaHashes> pageSince(Instant since, SeenRange range, int limit) {
        return seen.pageSince(CurrentOrganisation.require(), since, range, limit);
    }

    /** Of all media the videos only; where the range ends is not regarded. */
    @Transactional(readOnly = true)
    public List<MediaHashes> videos(SeenRange range, int limit) {
        return seen.videos(range, limit);
    }

    /**
     * All media that has one of these hashes, in no order.
     *
     * @param algorithm of all of them; an exact one
     */
    @Transactional(readOnly = true)
    public List<MediaHashes> exact(HashAlgorithm algorithm, List<HashValue> some) {
        return seen.exact(algorithm, some);
    }

    /** The media of these numbers, as {@link SeenMediaFeed} tells them, in no order; those that are no more are left out. */
    @Transactional(readOnly = true)
    public List<MediaHashes> numbered(long[] some) {
        return seen.numbered(some);
    }

    /** How much media there is, counted up to a limit. */
    @Transactional(readOnly = true)
    public long count(long limit) {
        return seen.count(false, limit);
    }

    /** How much of it {@link SeenMediaFeed} feeds, counted up to a limit. */
    @Transactional(readOnly = true)
    public long countComparable(long limit) {
        return seen.count(true, limit);
    }

    /** The frames of it, if it is a video of which some was decoded. */
    @Transactional(readOnly = true)
    public List<VideoFrame> frames(HashValue sha256) {
        return seen.frames(sha256);
    }

    /** Where the organisation that is bound saw it: each address once, the one seen last first. It holds opened addresses. */
    @Transactional(readOnly = true)
    public List<SeenAt> where(HashValue sha256, int limit) {
        return seen.where(CurrentOrganisation.require(), sha256, limit);
    }
}

package org.vigie.match;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.OpaqueHash;
import org.vigie.core.hash.Pdq;
import org.vigie.core.video.Stretch;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoThresholds;
import org.vigie.hashlist.EntryReader;
import org.vigie.hashlist.EntrySource;
import org.vigie.hashlist.HashListLimits;
import org.vigie.hashlist.ListEntry;
import org.vigie.hashlist.ListFile;
import org.vigie.hashlist.ListId;
import org.vigie.hashlist.ListKind;
import org.vigie.hashlist.ListName;
import org.vigie.hashlist.ListPolicy;
import org.vigie.hashlist.OpaqueEntry;
import org.vigie.hashlist.Recall;
import org.vigie.hashlist.RejectedLine;

/**
 * Matches against a list file alone, without database and organisation, with the same reader and the same index as the
 * application. The entry of a {@link Match} is the number of its line.
 */
public final class ListFileMatcher {
    private static final ListId LIST = new ListId(new UUID(0, 0));

    /** One line may bring several hashes, and each needs a number of its own: that of its line, and its place there. */
    private static final int LINE_SHIFT = 16;

    private final OrgIndex index;
    private final Finding.ListFacts facts;
    private final long entries;
    private final List<RejectedLine> rejected;
    private final long rejectedCount;
    private final Set<HashValue> withdrawn;
    private final long opaque;
    private final long videosWithoutFrames;

    private ListFileMatcher(Loader loader, ListName name, ListPolicy policy) {
        index = loader.index.build();
        facts = new Finding.ListFacts(name.text(), ListKind.MATCH, policy);
        entries = loader.seen.size();
        rejected = List.copyOf(loader.rejected);
        rejectedCount = loader.rejectedCount;
        withdrawn = Set.copyOf(loader.withdrawn);
        opaque = loader.opaque.size();
        videosWithoutFrames = loader.videosWithoutFrames.size();
    }

    /**
     * Loads a list file.
     *
     * @throws IOException where the stream fails
     */
    public static ListFileMatcher load(ListName name, ListPolicy policy, InputStream file) throws IOException {
        return load(name, policy, reader -> ListFile.read(file, reader));
    }

    /**
     * The same of any other form.
     *
     * @throws IOException where the source fails
     */
    public static ListFileMatcher load(ListName name, ListPolicy policy, EntrySource source) throws IOException {
        var loader = new Loader();
        source.read(loader);
        return new ListFileMatcher(loader, name, policy);
    }

    /** What the media matches, as {@link MatchService#match} has it. */
    public List<Match> match(MediaHashes media) {
        return match(media, Pdq.RADIUS);
    }

    /**
     * The same with a smaller radius.
     *
     * @param radius bits, 0 to 31: near matches farther away are left out
     */
    public List<Match> match(MediaHashes media, int radius) {
        return Finding.find(index, media, list -> Optional.of(facts)).matches().stream()
                .filter(match -> match.distance() <= radius && !withdrawn.contains(match.entryHash()))
                .map(match -> match.asEntry(match.entry() >> LINE_SHIFT))
                .toList();
    }

    /**
     * What a video matches.
     *
     * @param matches as {@link MatchService#match(org.vigie.organisation.OrgId, MediaHashes, List)} has them
     * @param clips where frames that match make up a clip, in the order of the video
     */
    public record InVideo(List<Match> matches, List<Stretch> clips) {
        /** Nothing at all. */
        public static final InVideo NOTHING = new InVideo(List.of(), List.of());

        public InVideo {
            matches = List.copyOf(matches);
            clips = List.copyOf(clips);
        }
    }

    /**
     * The same for a video, as {@link MatchService} does it.
     *
     * @param frames hashed ones, in any order; none where it could not be decoded
     * @param radius bits, 0 to 31: frames farther away are left out
     */
    public InVideo match(MediaHashes media, List<VideoFrame> frames, int radius) {
        VideoThresholds thresholds = VideoThresholds.DEFAULT.within(radius);
        VideoFinding.Found found = VideoFinding.inspect(index, media, frames, thresholds, list -> Optional.of(facts));
        return new InVideo(
                found.matches().stream()
                        .filter(match -> !withdrawn.contains(match.entryHash()))
                        .map(match -> match.asEntry(match.entry() >> LINE_SHIFT))
                        .toList(),
                found.clips().getOrDefault(LIST, List.of()));
    }

    /** How many hashes the list has that match. */
    public long entries() {
        return entries - withdrawn.size();
    }

    /** How many of its hashes the list takes back further down, so that they match nothing. */
    public long withdrawn() {
        return withdrawn.size();
    }

    /** How many known videos the list names without their frames, so that they match nothing. */
    public long videosWithoutFrames() {
        return videosWithoutFrames;
    }

    /** How many hashes the list has that are not computed here, so that they match nothing. */
    public long opaque() {
        return opaque;
    }

    /** The first lines that were not taken, at most {@link HashListLimits#REJECTED_LINES_KEPT}. */
    public List<RejectedLine> rejected() {
        return rejected;
    }

    /** All the lines that were not taken. */
    public long rejectedCount() {
        return rejectedCount;
    }

    private static final class Loader implements EntryReader {
        private final OrgIndex.Builder index = new OrgIndex.Builder(new Labels());
        private final Set<HashValue> seen = new HashSet<>();
        private final Set<HashValue> withdrawn = new HashSet<>();
        private final Set<OpaqueHash> opaque = new HashSet<>();
        private final Set<HashValue> videosWithoutFrames = new HashSet<>();
        private final List<RejectedLine> rejected = new ArrayList<>();
        private long rejectedCount;
        private long last;

        @Override
        public void entry(ListEntry entry) {
            boolean isVideo = entry.hash().algorithm() == HashAlgorithm.VPDQ;
            if (isVideo && entry.frames().isEmpty()) {
                videosWithoutFrames.add(entry.hash());
            } else if (seen.add(entry.hash())) {
                long first = entry.line() << LINE_SHIFT;
                last = Math.max(first, last + 1);
                var listed = new Listed(last, LIST, entry.hash(), entry.materialClass());
                if (isVideo) {
                    index.add(listed, entry.frames());
                } else {
                    index.add(listed);
                }
            }
        }

        @Override
        public void opaque(OpaqueEntry entry) {
            opaque.add(entry.hash());
        }

        /** What was said before it in the file is taken back, and stays so as in an import. */
        @Override
        public void recalled(Recall recall) {
            if (recall.hash() != null && seen.contains(recall.hash())) {
                withdrawn.add(recall.hash());
            }
            if (recall.opaque() != null) {
                opaque.remove(recall.opaque());
            }
        }

        @Override
        public void rejected(RejectedLine line) {
            rejectedCount++;
            if (rejected.size() < HashListLimits.REJECTED_LINES_KEPT) {
                rejected.add(line);
            }
        }
    }
}

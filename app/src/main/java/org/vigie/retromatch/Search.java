package org.vigie.retromatch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.vigie.core.hash.HashAlgorithm;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.MediaHashes;
import org.vigie.core.hash.Pdq;
import org.vigie.core.index.SegmentedIndex;
import org.vigie.crawl.SeenMediaService;
import org.vigie.hashlist.ListPolicy;

/** Finds the media that some hashes of a list may be of, among all that was ever seen. */
@Component
class Search {
    private final SeenMediaService seen;
    private final SeenIndex index;

    Search(SeenMediaService seen, SeenIndex index) {
        this.seen = seen;
        this.index = index;
    }

    /**
     * Tells of each media that has one of the hashes, or a PDQ hash near one, once; whether that is a match is for the lists to
     * say. Known videos are compared with videos only, which are gone through afterwards.
     *
     * @param radius in bits; {@link ListPolicy#NOTHING_IS_NEAR} for exact hashes only
     * @return false, and nothing was told, where what was seen cannot be searched for PDQ hashes
     */
    boolean find(List<HashValue> hashes, int radius, Consumer<MediaHashes> reader) {
        Map<HashAlgorithm, List<HashValue>> byAlgorithm = new EnumMap<>(HashAlgorithm.class);
        hashes.forEach(hash -> byAlgorithm
                .computeIfAbsent(hash.algorithm(), unknown -> new ArrayList<>())
                .add(hash));
        List<Pdq> near = isAnyNear(hashes, radius)
                ? byAlgorithm.getOrDefault(HashAlgorithm.PDQ, List.of()).stream()
                        .map(Pdq::of)
                        .toList()
                : List.of();
        byAlgorithm.remove(HashAlgorithm.PDQ);
        byAlgorithm.remove(HashAlgorithm.VPDQ);

        long[] numbers = new long[0];
        if (!near.isEmpty()) {
            Optional<SegmentedIndex> ready = index.ready();
            if (ready.isEmpty()) {
                return false;
            }
            numbers = numbers(ready.get(), near, radius);
        }
        Set<HashValue> told = new HashSet<>();
        byAlgorithm.forEach((algorithm, some) -> tell(seen.exact(algorithm, some), told, reader));
        for (int from = 0; from < numbers.length; from += RetroMatchLimits.MEDIA_PER_PAGE) {
            int to = Math.min(numbers.length, from + RetroMatchLimits.MEDIA_PER_PAGE);
            tell(seen.numbered(Arrays.copyOfRange(numbers, from, to)), told, reader);
        }
        return true;
    }

    /** Whether anything can be near one of the hashes, of a picture or of a known video: then videos are gone through as well. */
    static boolean isAnyNear(List<HashValue> hashes, int radius) {
        return radius >= 0 && hashes.stream().anyMatch(hash -> !hash.algorithm().isExact());
    }

    /** On all processors. Only numbers are kept: a hash of a common picture is near to a great many. */
    private static long[] numbers(SegmentedIndex among, List<Pdq> hashes, int radius) {
        return hashes.parallelStream()
                .unordered()
                .flatMapToLong(hash -> among.near(hash, radius).stream().mapToLong(SegmentedIndex.Found::id))
                .distinct()
                .sorted()
                .toArray();
    }

    private static void tell(List<MediaHashes> found, Set<HashValue> told, Consumer<MediaHashes> reader) {
        for (MediaHashes media : found) {
            if (told.add(media.sha256())) {
                reader.accept(media);
            }
        }
    }
}

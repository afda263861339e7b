package org.vigie.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.vigie.core.video.VideoFrame;
import org.vigie.core.video.VideoIndex;
import org.vigie.core.video.VideoMatch;
import org.vigie.core.video.VideoThresholds;

/**
 * The known videos of the lists of one organisation. It never changes; what is new makes another one that shares the frames.
 *
 * <p>New videos are a part at the end, with an index of their own. A video that is withdrawn is left out of what is known, and
 * stays in its part until that is merged; one that comes back is known again, since its name is that of its frames. Parts at
 * the end are merged when those after one are together at least half as large as it, so that each frame is indexed anew only
 * as often as all have doubled. Merging is for the caller to start, on a thread that may take long.
 */
final class ListedVideos {
    static final ListedVideos NONE = new ListedVideos(List.of(), Map.of());

    private final List<VideoIndex> parts;
    private final Map<Long, Listed> known;

    /** A video as it is now, or withdrawn and without frames. */
    record Change(Listed video, List<VideoFrame> frames, boolean isWithdrawn) {}

    /** What was found of a video. */
    record Found(Listed video, VideoMatch match) {}

    private ListedVideos(List<VideoIndex> parts, Map<Long, Listed> known) {
        this.parts = List.copyOf(parts);
        this.known = Map.copyOf(known);
    }

    /** How many can be found. */
    int size() {
        return known.size();
    }

    /** Of all parts: what was withdrawn lately counts. */
    long frames() {
        return parts.stream().mapToLong(VideoIndex::frames).sum();
    }

    /** What the parts take of memory, computed from their arrays. */
    long bytes() {
        return parts.stream().mapToLong(VideoIndex::bytes).sum();
    }

    int parts() {
        return parts.size();
    }

    /** The same with those changes; of two changes of one video the later counts. */
    ListedVideos with(List<Change> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Map<Long, Listed> now = new HashMap<>(known);
        Set<Long> indexed = indexed(parts);
        VideoIndex.Builder added = VideoIndex.builder();
        boolean isAnyAdded = false;
        for (Change change : changes) {
            long id = change.video.id();
            if (change.isWithdrawn) {
                now.remove(id);
                continue;
            }
            now.put(id, change.video);
            if (indexed.add(id)) {
                added.add(id, change.frames);
                isAnyAdded = true;
            }
        }
        List<VideoIndex> all = new ArrayList<>(parts);
        if (isAnyAdded) {
            all.add(added.build());
        }
        var changed = new ListedVideos(all, now);
        return all.size() > MatchLimits.SEGMENTS_MAX ? changed.mergedFrom(0) : changed;
    }

    private static Set<Long> indexed(List<VideoIndex> parts) {
        Set<Long> indexed = new HashSet<>();
        parts.forEach(part -> part.videos().forEach(indexed::add));
        return indexed;
    }

    /**
     * The known videos that share enough with these frames.
     *
     * @param rules what counts for a video; those for which there is nothing do not match
     */
    Stream<Found> match(
            List<VideoFrame> query, VideoThresholds thresholds, Function<Listed, Optional<VideoIndex.Rule>> rules) {
        return parts.stream()
                .flatMap(part ->
                        part
                                .match(
                                        query,
                                        thresholds,
                                        id -> Optional.ofNullable(known.get(id)).flatMap(rules))
                                .stream())
                .flatMap(match ->
                        Optional.ofNullable(known.get(match.video())).stream().map(video -> new Found(video, match)));
    }

    /** Those that can be found. */
    Stream<Listed> all() {
        return known.values().stream();
    }

    boolean needsMerging() {
        return planned() < parts.size();
    }

    /** From which part on they are merged; behind the last where none are. */
    private int planned() {
        long after = 0;
        int from = parts.size();
        for (int i = parts.size() - 1; i >= 0; i--) {
            VideoIndex part = parts.get(i);
            boolean isHalfGone = 2 * part.videos().filter(known::containsKey).count()
                    < part.videos().count();
            if (isHalfGone || (after > 0 && 2 * after >= part.frames())) {
                from = i;
            }
            after += part.frames();
        }
        return from;
    }

    /** The same videos in fewer parts. It may take long. */
    ListedVideos merged() {
        return mergedFrom(planned());
    }

    private ListedVideos mergedFrom(int from) {
        if (from == parts.size()) {
            return this;
        }
        VideoIndex.Builder merged = VideoIndex.builder();
        parts.subList(from, parts.size()).forEach(part -> merged.add(part, known::containsKey));
        List<VideoIndex> all = new ArrayList<>(parts.subList(0, from));
        VideoIndex last = merged.build();
        if (last.videos().findAny().isPresent()) {
            all.add(last);
        }
        return new ListedVideos(all, known);
    }

    /**
     * This, with the parts that {@code before} had as {@code after} has them. Where a video came back meanwhile that the merge left
     * out, nothing is replaced, and the next merge keeps it.
     *
     * @param before an earlier state, of which this one was made by {@link #with} alone
     * @param after {@code before}, merged
     */
    ListedVideos replacing(ListedVideos before, ListedVideos after) {
        if (!parts.containsAll(before.parts)) {
            return this;
        }
        List<VideoIndex> all = new ArrayList<>(after.parts);
        parts.stream().filter(part -> !before.parts.contains(part)).forEach(all::add);
        return indexed(all).containsAll(known.keySet()) ? new ListedVideos(all, known) : this;
    }
}

package org.vigie.core.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.vigie.core.hash.HashValue;
import org.vigie.core.hash.Pdq;

/**
 * Entries with hashes of all kinds, which come and go. An index never changes: {@link #with} makes a new one, in which what is
 * new can be found and what was withdrawn cannot, and which shares nearly all with the old one. May be read by many threads.
 *
 * <pre>
 * Structure
 *   A row of segments, the way of log-structured merge trees. New entries become a segment at the end. An entry that was
 *   withdrawn or changed stays in its segment and is hidden there by one bit. Segments at the end are merged when those
 *   after one are together at least half as large as it, and hidden entries are then left out; never into more than
 *   16.7 million entries, so that a merge needs less than 2 GB beside the index. Merging is for the caller to start, on a
 *   thread that may take long: what changes meanwhile is carried over by replacing.
 *
 * Cost
 *   With n entries there are about log n segments, each entry is merged about log n times, and a look-up asks each segment.
 *   A change copies the bits of the segments it hides something in, 1 byte for 8 entries: at most 2 MB each.
 *
 * References
 *   J. L. Bentley, J. B. Saxe, "Decomposable searching problems I: static-to-dynamic transformation", 1980.
 * </pre>
 */
public final class SegmentedIndex {
    /** An index of nothing. */
    public static final SegmentedIndex EMPTY = new SegmentedIndex(List.of());

    private final List<Part> parts;

    /** A change of one entry: as it is now, or withdrawn. */
    public record Change(IndexEntry entry, boolean isWithdrawn) {}

    /**
     * An entry that was found near a hash.
     *
     * @param distance in bits from the hash that was looked for; 0 for the same hash
     */
    public record Found(long id, Pdq hash, int label, int distance) {}

    /** Collects the entries of an index that is made at once, as when a list is loaded. Not for many threads. */
    public static final class Builder {
        private final List<Part> parts = new ArrayList<>();
        private final int segmentMax;
        private Segment.Builder segment = new Segment.Builder(0, 0);

        private Builder(int segmentMax) {
            this.segmentMax = segmentMax;
        }

        /**
         * Adds an entry.
         *
         * @throws IllegalArgumentException where the id is not greater than the one before
         */
        public Builder add(IndexEntry entry) {
            segment.add(entry);
            return closedWhenFull();
        }

        /**
         * Adds an entry with a PDQ hash.
         *
         * @throws IllegalArgumentException where the id is not greater than the one before
         */
        public Builder add(long id, Pdq hash, int label) {
            segment.add(id, hash, label);
            return closedWhenFull();
        }

        private Builder closedWhenFull() {
            if (segment.size() == segmentMax) {
                close();
            }
            return this;
        }

        public SegmentedIndex build() {
            close();
            return new SegmentedIndex(parts);
        }

        private void close() {
            if (segment.size() > 0) {
                Segment.Builder full = segment;
                segment = new Segment.Builder(0, 0);
                parts.add(Part.of(full.build()));
            }
        }
    }

    private SegmentedIndex(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static SegmentedIndex of(List<Part> parts) {
        return new SegmentedIndex(parts);
    }

    public static Builder builder() {
        return new Builder(IndexLimits.SEGMENT_ENTRIES_MAX);
    }

    static Builder builder(int segmentMax) {
        return new Builder(segmentMax);
    }

    List<Part> parts() {
        return parts;
    }

    /** How many entries can be found. */
    public long size() {
        return parts.stream().mapToLong(Part::size).sum();
    }

    public int segments() {
        return parts.size();
    }

    /** What it takes of memory, computed from its arrays. */
    public long bytes() {
        return parts.stream()
                .mapToLong(part -> part.segment().bytes() + 8L * part.hidden().length)
                .sum();
    }

    /**
     * What can be found, counted and summed: two indexes with one total hold the same, unless somebody wants them not to.
     *
     * @param ids the sum of all ids
     * @param hashes the sum of the first four bytes of all hashes, each a number of its own, the first byte the greatest
     */
    public record Total(long entries, long ids, long hashes) {}

    /** Goes through all entries. */
    public Total total() {
        long ids = 0;
        long hashes = 0;
        for (Part part : parts) {
            for (int at = 0; at < part.segment().size(); at++) {
                if (part.isSeen(at)) {
                    ids += part.segment().id(at);
                    hashes += part.segment().hashBeginning(at);
                }
            }
        }
        return new Total(size(), ids, hashes);
    }

    /** The entry of that id, if there is one. */
    public Optional<IndexEntry> find(long id) {
        for (Part part : parts) {
            int at = part.position(id);
            if (at >= 0) {
                return Optional.of(part.segment().entry(at));
            }
        }
        return Optional.empty();
    }

    /**
     * The same with those changes; itself where they change nothing.
     *
     * @param changes no two of one entry
     */
    public SegmentedIndex with(List<Change> changes) {
        List<IndexEntry> added = new ArrayList<>();
        Map<Integer, List<Integer>> hidden = new HashMap<>();
        for (Change change : changes) {
            if (!takes(change, hidden)) {
                added.add(change.entry);
            }
        }
        if (added.isEmpty() && hidden.isEmpty()) {
            return this;
        }
        List<Part> all = new ArrayList<>(parts);
        hidden.forEach((part, positions) -> all.set(
                part,
                all.get(part)
                        .hiding(positions.stream().mapToInt(Integer::intValue).toArray())));
        if (!added.isEmpty()) {
            added.sort(Comparator.comparingLong(IndexEntry::id));
            var segment = new Segment.Builder(0, 0);
            added.forEach(segment::add);
            all.add(Part.of(segment.build()));
        }
        all.removeIf(part -> part.size() == 0);
        return new SegmentedIndex(all);
    }

    /** Notes what the change hides. Answers whether nothing is to be added for it. */
    private boolean takes(Change change, Map<Integer, List<Integer>> hidden) {
        for (int i = 0; i < parts.size(); i++) {
            int at = parts.get(i).position(change.entry.id());
            if (at >= 0) {
                if (!change.isWithdrawn && parts.get(i).segment().entry(at).equals(change.entry)) {
                    return true;
                }
                hidden.computeIfAbsent(i, part -> new ArrayList<>()).add(at);
                return change.isWithdrawn;
            }
        }
        return change.isWithdrawn;
    }

    /** All entries with that hash, in no order. */
    public List<IndexEntry> exact(HashValue hash) {
        List<IndexEntry> found = new ArrayList<>();
        for (Part part : parts) {
            part.segment().exact(hash, at -> {
                if (part.isSeen(at)) {
                    found.add(part.segment().entry(at));
                }
            });
        }
        return found;
    }

    /** One entry that a look-up met. It turns to the next as soon as its reader is done, so that none is made for those it drops. */
    public static final class Met {
        private final Segment segment;
        private int at;
        private int distance;

        private Met(Segment segment) {
            this.segment = segment;
        }

        public long id() {
            return segment.id(at);
        }

        public Pdq hash() {
            return segment.table().hash(at);
        }

        public int label() {
            return segment.label(at);
        }

        /** In bits from the hash that was looked for; 0 for the same hash. */
        public int distance() {
            return distance;
        }
    }

    /**
     * Tells of each entry whose PDQ hash is at most {@code radius} bits away, in no order.
     *
     * @param radius 0 to {@link RadiusIndex#RADIUS_MAX}
     * @throws IllegalArgumentException for any other radius
     */
    public void near(Pdq hash, int radius, Consumer<Met> reader) {
        for (Part part : parts) {
            Segment segment = part.segment();
            Places places = segment.near(hash, radius);
            var met = new Met(segment);
            for (int i = 0; i < places.size(); i++) {
                met.at = places.position(i);
                met.distance = places.distance(i);
                if (part.isSeen(met.at)) {
                    reader.accept(met);
                }
            }
        }
    }

    /** All of them, in no order. */
    public List<Found> near(Pdq hash, int radius) {
        List<Found> found = new ArrayList<>();
        near(hash, radius, met -> found.add(new Found(met.id(), met.hash(), met.label(), met.distance())));
        return found;
    }

    /** The same for many hashes, on all processors: what a new list finds among what was seen before. */
    public List<List<Found>> near(List<Pdq> hashes, int radius) {
        return hashes.parallelStream().map(hash -> near(hash, radius)).toList();
    }

    /** Whether {@link #merged} would do anything. */
    public boolean needsMerging() {
        return !Merge.plan(parts).isEmpty();
    }

    /** The same entries in fewer segments. It may take long. */
    public SegmentedIndex merged() {
        int[] plan = Merge.plan(parts).stream().mapToInt(Integer::intValue).toArray();
        if (plan.length == 0) {
            return this;
        }
        List<Part> some = Arrays.stream(plan).mapToObj(parts::get).toList();
        List<Part> all = new ArrayList<>(parts);
        all.removeAll(some);
        Part merged = Merge.of(some);
        all.add(Math.min(plan[0], all.size()), merged);
        all.removeIf(part -> part.size() == 0);
        return new SegmentedIndex(all);
    }

    /**
     * This index, in which what {@code before} held is as {@code after} holds it.
     *
     * @param before an earlier state, of which this one was made by {@link #with} alone
     * @param after {@code before}, merged
     */
    public SegmentedIndex replacing(SegmentedIndex before, SegmentedIndex after) {
        Map<Segment, Part> earlier = new HashMap<>();
        before.parts.forEach(part -> earlier.put(part.segment(), part));
        Map<Segment, Part> present = new HashMap<>();
        parts.forEach(part -> present.put(part.segment(), part));

        List<Long> hiddenMeanwhile = new ArrayList<>();
        for (Part part : before.parts) {
            Part now = present.get(part.segment());
            if (now == null) {
                IntStream.range(0, part.segment().size())
                        .filter(part::isSeen)
                        .forEach(at -> hiddenMeanwhile.add(part.segment().id(at)));
            } else {
                now.hiddenSince(part, at -> hiddenMeanwhile.add(part.segment().id(at)));
            }
        }
        List<Part> all = new ArrayList<>();
        for (Part part : after.parts) {
            all.add(part.hiding(hiddenMeanwhile.stream()
                    .mapToInt(part::position)
                    .filter(at -> at >= 0)
                    .toArray()));
        }
        parts.stream().filter(part -> !earlier.containsKey(part.segment())).forEach(all::add);
        all.removeIf(part -> part.size() == 0);
        return new SegmentedIndex(all);
    }
}
